package io.causality.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.causality.rules",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NEITHER_RUNTIME_NOR_SERVER =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.google.protobuf..",
              "com.google.re2j..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "io.causality.proto..",
              "io.causality.rules..")
          .because("the job and the portal evaluate rules with this code, each in its own runtime");

  @ArchTest
  static final ArchRule PACKAGES_STAND_ON_EACH_OTHER =
      slices().matching("io.causality.rules.(*)..").should().beFreeOfCycles();
}
