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
    return SpreadingCases.HYBRID.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        SweepRunner.sweep(
                            entry.getKey(), entry.getValue(), SweepRunner::sameBytes)));
  }

  @TestFactory
  Stream<DynamicTest> givesTheFloatsOfLiteRt() {
    return HybridCases.ALL.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        SweepRunner.sweep(
                            entry.getKey(), entry.getValue(), SweepRunner::sameBytes)));
  }
}
