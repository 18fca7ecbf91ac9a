package io.causality.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.causality", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule speaksToTheServicesFromOutsideOnly =
      noClasses()
          .that()
          .resideInAPackage("io.causality.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.causality.gateway..", "io.causality.jobs..", "io.causality.portal..")
          .because("the command line is a client: it starts processes and speaks HTTP");

  @ArchTest
  static final ArchRule loadKnowsNothingOfProcesses =
      noClasses()
          .that()
          .resideInAnyPackage("io.causality.cli.load..", "io.causality.cli.portal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.causality.cli.supervise..")
          .because("a load works against any gateway, not only one that we started");

  @ArchTest
  static final ArchRule serversKnowNothingOfTheProduct =
      noClasses()
          .that()
          .resideInAPackage("io.causality.servers..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.causality.cli..")
          .because("tests use the servers without the command line");
}
