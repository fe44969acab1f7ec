package org.dl4jmot.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds the sample that breaks it, and nothing else among the samples. */
class ArchitectureRulesTest {
  private static final String BROKEN = "org.dl4jmot.testkit.broken";

  private static final Map<String, String> SAMPLE_BY_RULE =
      Map.of(
          "modules depend on each other only as designed", "pruning.SeesQuantization",
          "a module uses only its own libraries", "runtime.kernel.UsesNd4j",
          "Deeplearning4j appears only where networks are the job", "core.lower.SeesNetworks",
          "file format types stay in the file package", "core.export.BuildsFiles",
          "file format types appear in no public signature", "runtime.tflite.LeaksBuilder",
          "packages form no cycle", "core.data.Egg",
          "internal packages are used by their own module alone", "examples.Pries",
          "no instanceof cascades", "core.verify.Cascade");

  private final JavaClasses samples = new ClassFileImporter().importPackages(BROKEN);
  private final ArchitectureRules rules = ArchitectureRules.under(BROKEN);

  @TestFactory
  Stream<DynamicTest> eachRuleFindsTheSampleThatBreaksIt() {
    return rules.all().entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () -> assertFinds(rule.getKey(), rule.getValue().evaluate(samples))));
  }

  @Test
  void everyRuleHasItsSample() {
    assertEquals(SAMPLE_BY_RULE.keySet(), rules.all().keySet());
  }

  @Test
  void missingCommentsAreFoundOnWhatIsVisible() {
    Path sample = Path.of("src", "test", "java", BROKEN.replace('.', '/'), "undocumented");

    List<String> found =
        MissingJavadoc.below(sample).stream()
            .map(place -> place.substring(place.lastIndexOf(' ') + 1))
            .toList();

    assertEquals(List.of("Undocumented", "CONSTANT", "method", "Inner", "inherited"), found);
  }

  @TestFactory
  Stream<DynamicTest> architecture() {
    return ArchitectureRules.testsOf("testkit");
  }

  private static void assertFinds(String rule, EvaluationResult result) {
    assertEquals(
        1, result.getFailureReport().getDetails().size(), result.getFailureReport()::toString);
    String found = result.getFailureReport().toString();
    assertTrue(found.contains(BROKEN + "." + SAMPLE_BY_RULE.get(rule)), found);
  }
}
