package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Activation functions, arithmetic and reductions give LiteRT's values. */
class ElementwiseSweepTest {
  @TestFactory
  Stream<DynamicTest> givesTheSameFloatsWhereNothingIsRounded() {
    return SweepRunner.tests(ElementwiseCases.EXACT, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameSumsUpToTheirOrder() {
    return SweepRunner.tests(ElementwiseCases.SUMS, Bounds::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameFunctionsUpToTheCLibrary() {
    return SweepRunner.tests(ElementwiseCases.ROUNDED, Bounds::sameUpToTheCLibrary);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameExponentialsUpToTheirApproximation() {
    return SweepRunner.tests(ElementwiseCases.EXPONENTIALS, Bounds::sameExponentials);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameNormalizationsUpToTheirSums() {
    return SweepRunner.tests(ElementwiseCases.NORMALIZATIONS, Bounds::sameNormalization);
  }

  @TestFactory
  Stream<DynamicTest> givesTheBytesOfLiteRt() {
    return SweepRunner.tests(ElementwiseCases.INTEGERS, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheBytesOfTablesUpToTheCLibrary() {
    return ElementwiseCases.TABLES.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        SweepRunner.sweep(
                            entry.getKey(),
                            ElementwiseCases.table(entry.getKey()),
                            Bounds.sameTableOf(entry.getValue().function()))));
  }
}
