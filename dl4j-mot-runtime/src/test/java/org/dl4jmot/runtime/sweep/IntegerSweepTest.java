package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every integer operation gives LiteRT's bytes, over shapes, windows, scales and zero points. */
class IntegerSweepTest {
  @TestFactory
  Stream<DynamicTest> spreadsAndMultipliesAsLiteRtDoes() {
    return SpreadingCases.INTEGER.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        SweepRunner.sweep(
                            entry.getKey(), entry.getValue(), SweepRunner::sameBytes)));
  }

  @TestFactory
  Stream<DynamicTest> movesElementsAsLiteRtDoes() {
    return MovementCases.integers().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        SweepRunner.sweep(
                            entry.getKey(), entry.getValue(), SweepRunner::sameBytes)));
  }

  @TestFactory
  Stream<DynamicTest> givesTheBytesOfLiteRt() {
    return IntegerCases.ALL.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        SweepRunner.sweep(
                            entry.getKey(), entry.getValue(), SweepRunner::sameBytes)));
  }

  @Test
  void givesTheBytesOfTanhUpToTheCLibrary() {
    SweepRunner.sweep("TANH", IntegerCases::tanh, Bounds.sameTableOf(Math::tanh));
  }
}
