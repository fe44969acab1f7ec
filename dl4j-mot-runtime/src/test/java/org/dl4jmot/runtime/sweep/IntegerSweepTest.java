package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every integer operation gives LiteRT's bytes, over shapes, windows, scales and zero points. */
class IntegerSweepTest {
  @TestFactory
  Stream<DynamicTest> spreadsAndMultipliesAsLiteRtDoes() {
    return SweepRunner.tests(SpreadingCases.INTEGER, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> movesElementsAsLiteRtDoes() {
    return SweepRunner.tests(MovementCases.integers(), SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheBytesOfLiteRt() {
    return SweepRunner.tests(IntegerCases.ALL, SweepRunner::sameBytes);
  }

  @Test
  void givesTheBytesOfTanhUpToTheCLibrary() {
    SweepRunner.sweep("TANH", IntegerCases::tanh, Bounds.sameTableOf(Math::tanh));
  }
}
