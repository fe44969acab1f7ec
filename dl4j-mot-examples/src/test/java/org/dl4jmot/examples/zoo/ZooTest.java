package org.dl4jmot.examples.zoo;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small architectures of the zoo; the program measures all of them. */
class ZooTest {
  private static final double ENOUGH_DECIBELS = 20;

  @ParameterizedTest
  @EnumSource(names = {"LENET", "SIMPLE_CNN", "SQUEEZE_NET", "TEXT_GENERATION_LSTM"})
  void smallArchitecturesAgreeAsFloatsAndKeepTheirSignalAsIntegers(ZooNetwork network) {
    ZooMeasurement measured = ZooExport.run(network, ZooNetwork.Scale.SMALL, 4, 1);
    assertAll(
        () -> assertTrue(ZooDocument.agrees(measured), "float error " + measured.error()),
        // In front of the softmax: untrained, thousand classes are about equally likely.
        () -> assertTrue(measured.int8().behind() >= ENOUGH_DECIBELS, measured.toString()),
        () -> assertTrue(3 * measured.int8().bytes() < measured.floats().bytes()));
  }

  @Test
  void thereAreSixteen() {
    assertEquals(16, ZooNetwork.values().length);
  }

  @Test
  void theDocumentTellsWhyARatioIsLow() {
    ZooMeasurement.File low =
        new ZooMeasurement.File(
            1, Map.of(), 1, 0, 47.6, "softmax", 0, 0.0015, 0.0039, 0, List.of());
    assertTrue(ZooDocument.reason(low).contains("prefers no class"), ZooDocument.reason(low));
  }
}
