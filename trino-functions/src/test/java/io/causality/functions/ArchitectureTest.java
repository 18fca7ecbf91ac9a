package io.causality.functions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.causality.functions",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule whatThingsMeanIsIndependentOfTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackage("..functions.trino..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.trino..", "io.airlift..", "..functions.trino..")
          .because("the evaluators are tested, and can be used, without Trino");
}
