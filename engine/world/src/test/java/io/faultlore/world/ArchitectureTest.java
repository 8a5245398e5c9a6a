package io.faultlore.world;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/** The dependency rules of the simulator: it makes signals and knows nothing of who judges them. */
@AnalyzeClasses(
    packages = "io.faultlore.world",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String WORLD = "io.faultlore.world";

  @ArchTest
  static final ArchRule worldUsesOnlySignals =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "io.faultlore.engine.signal", WORLD + "..");

  @ArchTest
  static final ArchRule plansKnowNothingOfHowTheyAreSimulated =
      classes()
          .that()
          .resideInAPackage(WORLD + ".service.plan")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", WORLD + ".service.plan");

  @ArchTest
  static final ArchRule noCycles = slices().matching(WORLD + ".(*)..").should().beFreeOfCycles();

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
      noClasses().should().haveNameMatching(".*(Manager|Processor|Util|Utils|Helper|Impl|Common)");
}
