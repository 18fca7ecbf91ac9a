package io.causality.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = {"io.causality.jobs", "io.causality.flink"},
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  @ArchTest
  static final ArchRule servicesShareProtoOnly =
      noClasses()
          .that()
          .resideInAPackage("io.causality.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.causality.gateway..", "io.causality.portal..")
          .because("each service must be built, run and changed without the others");

  @ArchTest
  static final ArchRule theConnectorKnowsNothingOfCausality =
      noClasses()
          .that()
          .resideInAPackage("io.causality.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.causality.jobs..", "io.causality.proto..")
          .because("it is a connector for anyone's streams");

  @ArchTest
  static final ArchRule decisionsArePure =
      noClasses()
          .that()
          .resideInAPackage("io.causality.jobs.enrich..")
          .or()
          .haveSimpleName("BatchSplitter")
          .or()
          .haveSimpleName("LinkHistory")
          .or()
          .haveSimpleNameEndingWith("Tally")
          .or()
          .haveSimpleName("TopValues")
          .or()
          .haveSimpleName("CatalogLimits")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "io.nats..")
          .because("what is decided must be testable without a cluster");

  @ArchTest
  static final ArchRule theLakeIsReachedThroughFlinksFileSystems =
      classes()
          .that()
          .resideInAPackage("io.causality.jobs.lake..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("io.nats..", "software.amazon..", "java.net.http..")
          .because("the same sink writes to any object store");
}
