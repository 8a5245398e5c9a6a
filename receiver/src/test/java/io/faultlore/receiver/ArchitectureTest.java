package io.faultlore.receiver;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/** The dependency rules of the receiver: each library in one room, and no way back. */
@AnalyzeClasses(
    packages = "io.faultlore.receiver",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String RECEIVER = "io.faultlore.receiver";

  @ArchTest
  static final ArchRule protobufStaysInOtlp =
      noClasses()
          .that(resideOutsideOfPackages(RECEIVER + ".otlp.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry.proto..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule armeriaStaysInServerAndTheReplayClient =
      noClasses()
          .that(resideOutsideOfPackages(RECEIVER + ".server..", RECEIVER + ".replay.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.linecorp.armeria..", "io.grpc..");

  @ArchTest
  static final ArchRule yamlStaysInConfig =
      noClasses()
          .that(resideOutsideOfPackages(RECEIVER + ".config.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.snakeyaml..");

  @ArchTest
  static final ArchRule theEnginesLibrariesStayThere =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.lucene..", "ai.djl..", "io.opentelemetry.sdk..");

  @ArchTest
  static final ArchRule noCycles = slices().matching(RECEIVER + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noJavaSerialisation =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses().should().haveNameMatching(".*(Manager|Processor|Util|Utils|Helper|Impl|Common)");
}
