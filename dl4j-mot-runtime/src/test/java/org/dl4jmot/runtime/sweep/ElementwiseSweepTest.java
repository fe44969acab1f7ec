package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Activation functions, arithmetic and reductions give LiteRT's values. */
class ElementwiseSweepTest {
  @TestFactory
  Stream<DynamicTest> givesTheSameFloatsWhereNothingIsRounded() {
    return FloatSweepTest.tests(ElementwiseCases.EXACT, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameSumsUpToTheirOrder() {
    return FloatSweepTest.tests(ElementwiseCases.SUMS, Bounds::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameFunctionsUpToTheCLibrary() {
    return FloatSweepTest.tests(ElementwiseCases.ROUNDED, Bounds::sameUpToTheCLibrary);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameExponentialsUpToTheirApproximation() {
    return FloatSweepTest.tests(ElementwiseCases.EXPONENTIALS, Bounds::sameExponentials);
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameNormalizationsUpToTheirSums() {
    return FloatSweepTest.tests(ElementwiseCases.NORMALIZATIONS, Bounds::sameNormalization);
  }

  @TestFactory
  Stream<DynamicTest> givesTheBytesOfLiteRt() {
    return FloatSweepTest.tests(ElementwiseCases.INTEGERS, SweepRunner::sameBytes);
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
