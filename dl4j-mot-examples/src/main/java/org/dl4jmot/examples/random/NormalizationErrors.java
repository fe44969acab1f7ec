package org.dl4jmot.examples.random;

import java.util.List;
import org.dl4jmot.runtime.op.LocalResponseNormalization;

/**
 * Errors through local response normalization, {@code x d^-b} with {@code d = k + a s}: the sum of
 * squares s lies between those of the smallest and the largest magnitudes in reach, and the power
 * falls with it.
 */
final class NormalizationErrors implements ErrorRule {
  /** Roundings of the power and the products; sums add two per channel. */
  private static final int ROUNDINGS = 32;

  @Override
  public float[] bound(NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    LocalResponseNormalization op = (LocalResponseNormalization) run.op();
    float[] value = values.get(0);
    float[] error = errors.get(0);
    float[] bound = new float[value.length];
    int channels = run.channels();
    for (int i = 0; i < bound.length; i++) {
      int from = i - i % channels;
      double least = 0;
      double most = 0;
      int end = Math.min(from + channels, i + op.radius() + 1);
      for (int j = Math.max(from, i - op.radius()); j < end; j++) {
        least += square(Math.max(0, Math.abs(value[j]) - error[j]));
        most += square(Math.abs(value[j]) + error[j]);
      }
      // LiteRT keeps a running sum over the channels: what left the window leaves its roundings.
      double slack = rounding * 2 * (channels + 1) * row(value, from, channels);
      double largest = power(op, Math.max(0, least - slack));
      double spread = largest - power(op, most + slack);
      double rounded = rounding * (ROUNDINGS + 2 * channels) * largest;
      bound[i] = (float) (error[i] * largest + Math.abs(value[i]) * (spread + rounded));
    }
    return bound;
  }

  private static double row(float[] value, int from, int channels) {
    double squares = 0;
    for (int j = from; j < from + channels; j++) {
      squares += square(value[j]);
    }
    return squares;
  }

  private static double power(LocalResponseNormalization op, double squares) {
    return Math.pow(op.bias() + op.alpha() * squares, -op.beta());
  }

  private static double square(double value) {
    return value * value;
  }
}
