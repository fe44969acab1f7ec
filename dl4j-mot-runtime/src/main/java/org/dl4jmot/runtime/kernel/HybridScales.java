package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Weight scales of the hybrid kernels. */
final class HybridScales {
  private HybridScales() {}

  /** One scale per channel; a scale per tensor is repeated. */
  static float[] perChannel(QuantizationParameters weights, int channels) {
    float[] scales = new float[channels];
    for (int c = 0; c < channels; c++) {
      scales[c] = weights.scale(c);
    }
    return scales;
  }

  static boolean differ(float[] scales) {
    float[] equal = new float[scales.length];
    Arrays.fill(equal, scales[0]);
    return !Arrays.equals(scales, equal);
  }
}
