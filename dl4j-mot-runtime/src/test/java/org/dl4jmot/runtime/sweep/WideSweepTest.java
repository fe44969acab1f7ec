package org.dl4jmot.runtime.sweep;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the 16x8 form gives LiteRT's bytes. */
class WideSweepTest {
  @TestFactory
  Stream<DynamicTest> givesTheBytesOfLiteRt() {
    return SweepRunner.tests(WideCases.ALL, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> movesElementsAsLiteRtDoes() {
    return SweepRunner.tests(MovementCases.shorts(), SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> spreadsAsLiteRtDoes() {
    return SweepRunner.tests(SpreadingCases.WIDE, SweepRunner::sameBytes);
  }
}
