package io.causality.portal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.causality.portal",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule modulesMeetInProtoOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.causality.gateway..",
              "io.causality.jobs..",
              "io.causality.cli..",
              "io.causality.servers..",
              "io.causality.flink..")
          .because("modules are deployed apart and share the contracts alone");

  @ArchTest
  static final ArchRule routesTranslateOnly =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Routes")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "io.nats..",
              "io.trino..",
              "io.causality.portal.db..",
              "io.causality.portal.stream..")
          .because("routes translate, services decide, adapters talk");

  @ArchTest
  static final ArchRule theRewritingOfSqlIsPure =
      noClasses()
          .that()
          .haveSimpleName("SqlGuard")
          .or()
          .haveSimpleName("Restriction")
          .or()
          .haveSimpleName("ReferenceCollector")
          .or()
          .haveSimpleName("RewrittenQuery")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "java.sql..", "io.nats..", "java.net..")
          .because("it is tested as text, without servers");

  @ArchTest
  static final ArchRule whatAnInsightMeansIsPure =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..insight.spec..", "..insight.time..", "..insight.sql..", "..insight.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "java.sql..", "io.nats..", "java.net..")
          .because("it is tested as text, without servers");

  @ArchTest
  static final ArchRule onlyTheAdapterSpeaksJdbc =
      noClasses()
          .that()
          .resideInAnyPackage("..http..", "..sqleditor..", "..freshness..", "..lake..", "..ops..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..")
          .because("what they know of PostgreSQL they get from a service");

  @ArchTest
  static final ArchRule featuresFormNoCircle =
      slices().matching("io.causality.portal.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule thereIsNoDrawerForEverything =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..")
          .because("a feature keeps its own few lines");

  @ArchTest
  static final ArchRule theBaseKnowsNoFeature =
      classes()
          .that()
          .resideInAnyPackage("..portal.http..", "..portal.db..", "..portal.stream..")
          .should()
          .onlyDependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "..portal.access..",
                      "..portal.apps..",
                      "..portal.keys..",
                      "..portal.sqleditor..",
                      "..portal.freshness..",
                      "..portal.lake..",
                      "..portal.ops..")))
          .because("features stand on it, not it on them");
}
