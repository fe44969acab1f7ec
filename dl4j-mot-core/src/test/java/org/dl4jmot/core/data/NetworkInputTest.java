package org.dl4jmot.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkInputTest {
  @ParameterizedTest
  @EnumSource(Layout.class)
  void aBatchOfSamplesIsCutIntoTheSameSamples(Layout layout) {
    NetworkInput input = new NetworkInput("x", layout, Shape.of(1, 2, 3, 4));
    List<float[]> samples = List.of(ramp(0), ramp(100), ramp(200));
    INDArray batch = input.batch(samples);
    assertArrayEquals(input.batchShape(3), batch.shape());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(samples.get(i), input.sample(batch, i));
    }
  }

  private static float[] ramp(int start) {
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i;
    }
    return values;
  }

  @Test
  void refusesSamplesOfAnotherSize() {
    NetworkInput input = new NetworkInput("x", Layout.AS_GRAPH, Shape.of(1, 2));
    var wrong =
        assertThrows(
            IllegalArgumentException.class, () -> input.batch(List.of(new float[] {1, 2, 3})));
    assertTrue(wrong.getMessage().contains("'x' has 2 elements"), wrong.getMessage());
    assertThrows(IllegalArgumentException.class, () -> input.batch(List.of()));
  }
}
