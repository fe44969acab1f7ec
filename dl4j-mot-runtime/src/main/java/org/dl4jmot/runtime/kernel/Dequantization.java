package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/** A tensor's scales and zero points at hand, so that reading its real values allocates nothing. */
final class Dequantization {
  private final float[] scales;
  private final int[] zeroPoints;
  // Elements behind each other that share a scale.
  private final int channelSize;

  Dequantization(Tensor tensor) {
    scales = tensor.quantization().map(QuantizationParameters::scales).orElse(new float[0]);
    zeroPoints = tensor.quantization().map(QuantizationParameters::zeroPoints).orElse(new int[0]);
    channelSize = tensor.quantization().map(q -> channelSize(tensor, q)).orElse(1);
  }

  private static int channelSize(Tensor tensor, QuantizationParameters quantization) {
    if (!quantization.isPerAxis()) {
      return tensor.shape().elements();
    }
    int size = 1;
    for (int axis = quantization.axis() + 1; axis < tensor.shape().rank(); axis++) {
      size *= tensor.shape().dim(axis);
    }
    return size;
  }

  /** Whether integers stand for real values at all. */
  boolean isPresent() {
    return scales.length > 0;
  }

  /** The one integer that stands for 0; 0 for several zero points or none. */
  int zero() {
    return zeroPoints.length == 1 ? zeroPoints[0] : 0;
  }

  /** What the integer at an index stands for. */
  float real(int index, int integer) {
    int channel = index / channelSize % scales.length;
    return scales[channel] * (integer - zeroPoints[channel]);
  }
}
