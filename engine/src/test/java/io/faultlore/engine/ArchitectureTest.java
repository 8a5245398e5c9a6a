package io.faultlore.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.faultlore.engine.task.agent.AgentConfig;
import java.io.ObjectInputStream;

/** The dependency rules of the line: a package is a station, and data goes forward only. */
@AnalyzeClasses(
    packages = "io.faultlore.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ENGINE = "io.faultlore.engine";

  @ArchTest
  static final ArchRule theEngineKnowsNoTransport =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.faultlore.receiver..",
              "com.linecorp.armeria..",
              "com.google.protobuf..",
              "io.grpc..",
              "io.opentelemetry.proto..");

  @ArchTest
  static final ArchRule signalUsesOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage(ENGINE + ".signal")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", ENGINE + ".signal");

  @ArchTest
  static final ArchRule dataGoesForwardOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("signal")
          .definedBy(ENGINE + ".signal")
          .layer("slice")
          .definedBy(ENGINE + ".slice..")
          .layer("read")
          .definedBy(ENGINE + ".read..")
          .layer("step")
          .definedBy(ENGINE + ".step..")
          .layer("encode")
          .definedBy(ENGINE + ".encode..")
          .layer("memory")
          .definedBy(ENGINE + ".memory..")
          .layer("learn")
          .definedBy(ENGINE + ".learn..")
          .layer("task")
          .definedBy(ENGINE + ".task..")
          .layer("report")
          .definedBy(ENGINE + ".report..")
          .layer("engine")
          .definedBy(ENGINE)
          .whereLayer("slice")
          .mayOnlyBeAccessedByLayers("read", "encode", "memory", "task", "report", "engine")
          .whereLayer("read")
          .mayOnlyBeAccessedByLayers("encode", "task")
          .whereLayer("step")
          .mayOnlyBeAccessedByLayers("encode", "memory", "task", "report", "engine")
          .whereLayer("encode")
          .mayOnlyBeAccessedByLayers("memory", "task", "report", "engine")
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("task", "report", "engine")
          .whereLayer("learn")
          .mayOnlyBeAccessedByLayers("task", "engine")
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers("report", "engine")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("engine")
          .whereLayer("engine")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noCycles = slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRoomsOfStepKnowOnlyThoseBeforeThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("words")
          .definedBy(ENGINE + ".step")
          .layer("message")
          .definedBy(ENGINE + ".step.message")
          .layer("dialect")
          .definedBy(ENGINE + ".step.dialect")
          .layer("track")
          .definedBy(ENGINE + ".step.track")
          .layer("outside")
          .definedBy(resideOutsideOfPackage(ENGINE + ".step.."))
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("dialect", "track")
          .whereLayer("dialect")
          .mayOnlyBeAccessedByLayers("track")
          .whereLayer("track")
          .mayOnlyBeAccessedByLayers("outside");

  /** The bounds are for all rooms; the line itself stands at the door. */
  @ArchTest
  static final ArchRule theRoomsOfTheAgentsTaskKnowOnlyThoseBeforeThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("evidence")
          .definedBy(ENGINE + ".task.agent.evidence")
          .layer("learned")
          .definedBy(ENGINE + ".task.agent.learned")
          .layer("line")
          .definedBy(
              resideInAPackage(ENGINE + ".task.agent").and(not(assignableTo(AgentConfig.class))))
          .layer("outside")
          .definedBy(resideOutsideOfPackage(ENGINE + ".task.agent.."))
          .whereLayer("evidence")
          .mayOnlyBeAccessedByLayers("learned", "line")
          .whereLayer("learned")
          .mayOnlyBeAccessedByLayers("line")
          .whereLayer("line")
          .mayOnlyBeAccessedByLayers("outside");

  @ArchTest
  static final ArchRule luceneStaysInMemory =
      noClasses()
          .that(resideOutsideOfPackages(ENGINE + ".memory.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule djlStaysInEncode =
      noClasses()
          .that(resideOutsideOfPackages(ENGINE + ".encode.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule prometheusAndOpenTelemetryStayInReport =
      noClasses()
          .that(resideOutsideOfPackages(ENGINE + ".report.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.prometheus..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule timeAndChanceArePassedIn =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule noJavaSerialisation =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .that(resideInAnyPackage(ENGINE + ".."))
          .should()
          .haveNameMatching(".*(Manager|Processor|Util|Utils|Helper|Impl|Common)");
}
