package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Operations with float activations and int8 weights give LiteRT's floats to the last bit: the sums
 * are integers, whose order does not matter.
 */
class HybridSweepTest {
  @TestFactory
  Stream<DynamicTest> spreadsAndMultipliesAsLiteRtDoes() {
    return SweepRunner.tests(SpreadingCases.HYBRID, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheFloatsOfLiteRt() {
    return SweepRunner.tests(HybridCases.ALL, SweepRunner::sameBytes);
  }
}
