package org.dl4jmot.quantization.train.fake;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.dl4jmot.quantization.plan.AffineQuantization;
import org.dl4jmot.quantization.plan.WeightQuantization;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Symmetric fake quantization of weights, narrow range, one scale per channel or per tensor, by the
 * arithmetic of {@link WeightQuantization}. Nothing is clipped, so the straight-through gradient is
 * the gradient itself.
 */
public final class FakeWeights {
  private static final int WIDEST_INTEGER = 8;

  private FakeWeights() {}

  /**
   * Writes the fake-quantized weights into another array.
   *
   * @param weights dense array
   * @param layout its scales
   * @param bits integer width; beyond 8 rounding is left out, for numeric checks of gradients
   * @param result dense array of the same type, shape and order
   */
  public static void quantize(INDArray weights, ChannelLayout layout, int bits, INDArray result) {
    if (bits > WIDEST_INTEGER) {
      result.assign(weights);
    } else if (DenseArray.isFloat(weights)) {
      float[] values = new float[(int) weights.length()];
      DenseArray.floats(weights).get(values);
      quantize(values, layout, bits);
      FloatBuffer memory = DenseArray.floats(result);
      memory.put(values);
    } else {
      quantizeDoubles(DenseArray.doubles(weights), layout, bits, DenseArray.doubles(result));
    }
  }

  private static void quantizeDoubles(
      DoubleBuffer weights, ChannelLayout layout, int bits, DoubleBuffer result) {
    float[] values = new float[weights.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) weights.get(i);
    }
    quantize(values, layout, bits);
    for (int i = 0; i < values.length; i++) {
      result.put(i, values[i]);
    }
  }

  private static void quantize(float[] values, ChannelLayout layout, int bits) {
    float[] scales = largestMagnitudes(values, layout);
    for (int channel = 0; channel < scales.length; channel++) {
      scales[channel] = WeightQuantization.scale(scales[channel], bits);
    }
    for (int start = 0, channel = 0; start < values.length; channel++) {
      int end = (int) Math.min(values.length, (long) start + layout.inner());
      round(values, start, end, scales[channel % scales.length]);
      start = end;
    }
  }

  private static float[] largestMagnitudes(float[] values, ChannelLayout layout) {
    float[] largest = new float[layout.channels()];
    for (int start = 0, channel = 0; start < values.length; channel++) {
      int end = (int) Math.min(values.length, (long) start + layout.inner());
      float magnitude = largest[channel % largest.length];
      for (int i = start; i < end; i++) {
        magnitude = Math.max(magnitude, Math.abs(values[i]));
      }
      largest[channel % largest.length] = magnitude;
      start = end;
    }
    return largest;
  }

  private static void round(float[] values, int start, int end, float scale) {
    if (scale == 0) {
      return; // a channel of zeros alone
    }
    for (int i = start; i < end; i++) {
      values[i] = scale * AffineQuantization.round(values[i] / scale);
    }
  }
}
