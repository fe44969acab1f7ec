package org.dl4jmot.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * The architecture of this build as rules, each by its name. A module tests itself in one line:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> architecture() {
 *   return ArchitectureRules.testsOf("core");
 * }
 * }</pre>
 */
public final class ArchitectureRules {
  private static final String ROOT = "org.dl4jmot";

  /** The sources of the module that is tested: its directory is where Surefire stands. */
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** Packages whose job is a Deeplearning4j network. */
  private static final String[] NETWORK_PACKAGES = {
    "core.freeze..",
    "core.surgery..",
    "core.export..",
    "quantization.train..",
    "pruning..",
    "keras..",
    "cli..",
    "examples.."
  };

  /** The one package that knows how a file is laid out. */
  private static final String FILE_PACKAGE = "runtime.tflite..";

  private static final DescribedPredicate<JavaClass> FILE_FORMAT_TYPE =
      resideInAnyPackage("com.google.flatbuffers..", "org.tensorflow.lite..");

  private final String root;

  private ArchitectureRules(String root) {
    this.root = root;
  }

  /**
   * The rules for packages under a root other than this build's own, as the broken samples need.
   *
   * @param root the package that takes the place of {@code org.dl4jmot}
   * @return the rules
   */
  static ArchitectureRules under(String root) {
    return new ArchitectureRules(root);
  }

  /**
   * One test per rule, on the production classes of a module.
   *
   * @param module the package of the module below {@code org.dl4jmot}, such as {@code core}
   * @return the tests
   */
  public static Stream<DynamicTest> testsOf(String module) {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT + "." + module);
    Assertions.assertFalse(imported.isEmpty(), "no classes under " + ROOT + "." + module);
    Stream<DynamicTest> structure =
        under(ROOT).all().entrySet().stream()
            .map(
                rule ->
                    DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(imported)));
    return Stream.concat(
        structure,
        Stream.of(
            DynamicTest.dynamicTest(
                "public API has a comment",
                () -> Assertions.assertEquals(List.of(), MissingJavadoc.below(SOURCES)))));
  }

  /**
   * Every rule by its name.
   *
   * @return the rules in the order of the design
   */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("modules depend on each other only as designed", moduleArrows());
    rules.put("a module uses only its own libraries", moduleLibraries());
    rules.put("Deeplearning4j appears only where networks are the job", deeplearning4jConfined());
    rules.put("file format types stay in the file package", fileFormatConfined());
    rules.put("file format types appear in no public signature", fileFormatHidden());
    rules.put("packages form no cycle", noPackageCycles());
    rules.put("internal packages are used by their own module alone", internalsPrivate());
    rules.put("no instanceof cascades", noInstanceofCascades());
    return rules;
  }

  private ArchRule moduleArrows() {
    return classes().should(new ModuleArrows(root)).allowEmptyShould(true);
  }

  private ArchRule moduleLibraries() {
    return classes().should(new ModuleLibraries(root)).allowEmptyShould(true);
  }

  private ArchRule deeplearning4jConfined() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below(NETWORK_PACKAGES))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.deeplearning4j..")
        .allowEmptyShould(true);
  }

  private ArchRule fileFormatConfined() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below(FILE_PACKAGE))
        .should()
        .dependOnClassesThat(FILE_FORMAT_TYPE)
        .allowEmptyShould(true);
  }

  private ArchRule fileFormatHidden() {
    return classes()
        .that()
        .arePublic()
        .should(new PublicSignatures(FILE_FORMAT_TYPE))
        .allowEmptyShould(true);
  }

  private ArchRule noPackageCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  private ArchRule internalsPrivate() {
    return classes().should(new OwnInternals(root)).allowEmptyShould(true);
  }

  private ArchRule noInstanceofCascades() {
    return classes().should(new NoInstanceofCascade()).allowEmptyShould(true);
  }

  private String[] below(String... packages) {
    return Stream.of(packages).map(name -> root + "." + name).toArray(String[]::new);
  }
}
