package org.dl4jmot.examples.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.examples.coverage.samples.Sample;
import org.dl4jmot.examples.coverage.samples.Samples;
import org.dl4jmot.examples.coverage.samples.Unsampled;
import org.dl4jmot.litert.LiteRt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final Path DOCUMENT = Path.of("../docs/coverage.md");
  private static final Catalogue CATALOGUE = Catalogue.scan();

  private static Map<Class<?>, Row> rows;

  @BeforeAll
  static void exportAllSamplesInAllForms() {
    Assumptions.assumeTrue(LiteRt.unavailableReason().isEmpty(), "LiteRT is there");
    rows = Coverage.measure();
  }

  @Test
  void everyClassHasSamplesOrAReasonForNone() {
    Set<Class<?>> accounted = new HashSet<>(rows.keySet());
    accounted.addAll(Unsampled.reasons().keySet());

    assertEquals(Set.of(), difference(Set.copyOf(CATALOGUE.all()), accounted), "not accounted for");
    assertEquals(Set.of(), difference(accounted, Set.copyOf(CATALOGUE.all())), "not listed");
  }

  private static Set<Class<?>> difference(Set<Class<?>> from, Set<Class<?>> other) {
    Set<Class<?>> rest = new HashSet<>(from);
    rest.removeAll(other);
    return rest;
  }

  @Test
  void everySampleUsesTheClassItStandsFor() {
    for (Sample sample : Samples.all()) {
      assertTrue(
          Subjects.of(sample.network().get()).contains(sample.subject()),
          () -> sample.subject() + ", " + sample.variant());
    }
  }

  @Test
  void variantsHaveNamesOfTheirOwn() {
    Set<List<Object>> names = new HashSet<>();
    for (Sample sample : Samples.all()) {
      assertTrue(names.add(List.of(sample.subject(), sample.variant())), sample::toString);
    }
  }

  @Test
  void noSampleFailsWithoutAReason() {
    List<Row> failing = rows.values().stream().filter(Row::fails).toList();

    assertEquals(List.of(), failing);
  }

  @Test
  void whateverStaysFloatHasAReason() {
    List<Outcome> unexplained =
        rows.values().stream()
            .flatMap(Row::floating)
            .filter(outcome -> FloatReasons.explained(outcome).findAny().isEmpty())
            .toList();

    assertEquals(List.of(), unexplained);
  }

  @Test
  void documentSaysWhatIsMeasured() throws IOException {
    List<String> measured = new CoverageDocument(CATALOGUE, rows).write().lines().toList();
    List<String> documented = Files.readAllLines(DOCUMENT);

    assertEquals(
        List.of(),
        without(measured, documented),
        "measured, but not in docs/coverage.md: mvn -Pcoverage");
    assertEquals(
        List.of(),
        without(documented, measured),
        "in docs/coverage.md, but not measured: mvn -Pcoverage");
    assertEquals(measured, documented, "order of lines");
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> rest = new ArrayList<>(lines);
    rest.removeAll(others);
    return rest;
  }

  @Test
  void catalogueFindsWhatThePackagesHold() {
    CATALOGUE
        .classes()
        .forEach((section, classes) -> assertTrue(classes.size() >= 9, section + " " + classes));
    assertTrue(CATALOGUE.excluded().keySet().containsAll(List.of(Exclusion.values())));
  }
}
