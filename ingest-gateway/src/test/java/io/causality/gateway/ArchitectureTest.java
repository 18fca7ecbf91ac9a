package io.causality.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.causality.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule SERVICES_SHARE_PROTO_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.causality.jobs..", "io.causality.portal..", "io.causality.flink..")
          .because("a service that knows another cannot be changed or deployed by itself");

  @ArchTest
  static final ArchRule HTTP_KNOWS_NO_NATS =
      noClasses()
          .that()
          .resideInAPackage("..collect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.nats..", "io.causality.gateway.nats..")
          .because("routes translate, writers publish: either can be tested without the other");

  @ArchTest
  static final ArchRule DECODING_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("..decode..", "..dialect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.nats..", "io.prometheus..")
          .because("bytes in, events out: dialects and fuzzing need nothing else");

  @ArchTest
  static final ArchRule NO_ROOMS_FOR_EVERYTHING =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..")
          .because("what everybody imports has no owner");

  @ArchTest
  static final ArchRule FEATURES_FORM_NO_CIRCLES =
      slices()
          .matching("io.causality.gateway.(*)..")
          .should()
          .beFreeOfCycles()
          .because("the order in which an event travels is the order of the packages");
}
