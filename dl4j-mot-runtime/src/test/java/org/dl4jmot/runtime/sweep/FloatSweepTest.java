package org.dl4jmot.runtime.sweep;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every float operation gives LiteRT's values, over shapes, windows and activations. */
class FloatSweepTest {
  @TestFactory
  Stream<DynamicTest> movesElementsAsLiteRtDoes() {
    return tests(MovementCases.floats(), SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameFloatsWhereNothingIsSummed() {
    return tests(FloatCases.EXACT, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameSumsUpToTheirOrder() {
    return tests(FloatCases.SUMS, Bounds::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> spreadsAndMultipliesUpToTheOrderOfSums() {
    return tests(SpreadingCases.SUMS, Bounds::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameExponentialsUpToTheirApproximation() {
    return tests(FloatCases.EXPONENTIALS, Bounds::sameExponentials);
  }

  static Stream<DynamicTest> tests(
      Map<String, Function<Draw, Graph>> cases, SweepRunner.Comparison comparison) {
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> SweepRunner.sweep(entry.getKey(), entry.getValue(), comparison)));
  }
}
