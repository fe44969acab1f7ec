package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void polynomialDecayFollowsThePaper() {
    PolynomialDecay schedule = new PolynomialDecay(0.5, 0.8, 100, 500, 100, 3);

    assertEquals(0.5, schedule.sparsityAt(100), 1e-12);
    assertEquals(0.8 - 0.3 * 27 / 64, schedule.sparsityAt(200), 1e-12);
    assertEquals(0.8 - 0.3 / 8, schedule.sparsityAt(300), 1e-12);
    assertEquals(0.8 - 0.3 / 64, schedule.sparsityAt(400), 1e-12);
    assertEquals(0.8, schedule.sparsityAt(500), 0);
  }

  @Test
  void updatesComeFromBeginToEndAndAtTheEnd() {
    PolynomialDecay schedule = new PolynomialDecay(0, 0.8, 3, 17, 5, 3);

    List<Long> updates = LongStream.range(0, 40).filter(schedule::updatesAt).boxed().toList();

    assertEquals(List.of(3L, 8L, 13L, 17L), updates);
    assertEquals(PruningSchedule.NONE, schedule.lastUpdate(2));
    assertEquals(8, schedule.lastUpdate(12));
    assertEquals(17, schedule.lastUpdate(1000));
  }

  @Test
  void aConstantScheduleHasNoEndUnlessGiven() {
    ConstantSparsity schedule = ConstantSparsity.from(10, 0.5);

    assertFalse(schedule.updatesAt(9));
    assertTrue(schedule.updatesAt(10));
    assertTrue(schedule.updatesAt(1_000_010));
    assertFalse(new ConstantSparsity(0.5, 10, 20, 5).updatesAt(25));
  }

  @Test
  void aScheduleThatBeginsAndEndsAtOnceHasItsFinalSparsity() {
    PolynomialDecay schedule = new PolynomialDecay(0.2, 0.6, 4, 4, 1, 3);

    assertTrue(schedule.updatesAt(4));
    assertEquals(0.6, schedule.sparsityAt(4), 0);
  }

  @Test
  void allProblemsAreListedAtOnce() {
    InvalidPruningException thrown =
        assertThrows(
            InvalidPruningException.class, () -> new PolynomialDecay(-0.1, 1.3, 20, 10, 0, 0));

    assertEquals(
        List.of(
            "initialSparsity must be in [0, 1): -0.1",
            "finalSparsity must be in [0, 1): 1.3",
            "end must not come before begin, 20: 10",
            "frequency must be at least 1: 0",
            "exponent must be above 0 and finite: 0.0"),
        thrown.problems());
  }

  @Test
  void negativeStepsAndMissingValuesAreErrors() {
    assertEquals(
        List.of("sparsity must be in [0, 1): NaN", "begin must not be negative: -5"),
        assertThrows(InvalidPruningException.class, () -> ConstantSparsity.from(-5, Double.NaN))
            .problems());
    assertEquals(
        List.of("finalSparsity must be in [0, 1): NaN", "end must not be negative: -1"),
        assertThrows(InvalidPruningException.class, () -> PolynomialDecay.builder().build())
            .problems());
  }

  @Test
  void aDecayThatFallsIsAnError() {
    assertEquals(
        List.of("initialSparsity must not exceed finalSparsity, 0.5: 0.9"),
        assertThrows(InvalidPruningException.class, () -> new PolynomialDecay(0.9, 0.5, 0, 1, 1, 3))
            .problems());
  }
}
