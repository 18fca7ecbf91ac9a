package io.causality.flink.nats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final com.tngtech.archunit.core.domain.JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.causality.flink.nats");

  @Test
  void knowsNothingOfCausality() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.causality.proto..", "io.causality.jobs..", "com.google.protobuf..")
        .because("the connector serves any job that reads or writes JetStream")
        .check(classes);
  }

  @Test
  void sourceAndSinkDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("..source..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..sink..")
        .because("each can be understood, and used, alone")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("..sink..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..source..")
        .because("each can be understood, and used, alone")
        .check(classes);
  }
}
