package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every float operation gives LiteRT's values, over shapes, windows and activations. */
class FloatSweepTest {
  @TestFactory
  Stream<DynamicTest> movesElementsAsLiteRtDoes() {
    return SweepRunner.tests(MovementCases.floats(), SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameFloatsWhereNothingIsSummed() {
    return SweepRunner.tests(FloatCases.EXACT, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameSumsUpToTheirOrder() {
    return SweepRunner.tests(FloatCases.SUMS, Bounds::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> spreadsAndMultipliesUpToTheOrderOfSums() {
    return SweepRunner.tests(SpreadingCases.SUMS, Bounds::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameExponentialsUpToTheirApproximation() {
    return SweepRunner.tests(FloatCases.EXPONENTIALS, Bounds::sameExponentials);
  }
}
