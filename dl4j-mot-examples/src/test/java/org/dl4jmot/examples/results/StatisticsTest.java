package org.dl4jmot.examples.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void deviationIsThatOfASample() {
    assertEquals("2.00 ± 1.00", Statistics.of(DoubleStream.of(1, 2, 3)).text(2));
  }

  @Test
  void oneSeedHasNoDeviation() {
    assertEquals("90.1", Statistics.of(DoubleStream.of(90.13)).text(1));
  }

  @Test
  void nothingMeasuredIsADash() {
    assertEquals("–", Statistics.of(DoubleStream.empty()).text(2));
  }
}
