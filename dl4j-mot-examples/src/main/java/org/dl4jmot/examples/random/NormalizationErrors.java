package org.dl4jmot.examples.random;

import java.util.List;
import org.dl4jmot.runtime.op.LocalResponseNormalization;

/**
 * Errors through local response normalization, {@code x d^-b} with {@code d = k + a s}: the sum of
 * squares s lies between those of the smallest and the largest magnitudes in reach, and the power
 * falls with it.
 *
 * <p>LiteRT does not sum each window by itself: it keeps one running sum over the channels, adds
 * the square that enters and subtracts the one that leaves. Each step rounds the running sum, and
 * these roundings stay in it when the squares that caused them have left: behind a large channel,
 * sums of small ones are as inexact as the large square was.
 */
final class NormalizationErrors implements ErrorRule {
  /** Roundings of the power and the products; sums add two per channel. */
  private static final int ROUNDINGS = 32;

  @Override
  public float[] bound(NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    LocalResponseNormalization op = (LocalResponseNormalization) run.op();
    float[] bound = new float[values.get(0).length];
    int channels = run.channels();
    for (int from = 0; from < bound.length; from += channels) {
      Row row = new Row(op, values.get(0), errors.get(0), from, from + channels);
      row.bound(bound, rounding);
    }
    return bound;
  }

  /** The channels of one cell. */
  private record Row(
      LocalResponseNormalization op, float[] value, float[] error, int from, int end) {

    void bound(float[] bound, double rounding) {
      double lost = 0;
      for (int j = from; j < Math.min(end, from + op.radius()); j++) {
        lost += rounding * most(from, j + 1);
      }
      for (int i = from; i < end; i++) {
        int first = Math.max(from, i - op.radius());
        int last = Math.min(end, i + op.radius() + 1);
        double most = most(first, last);
        lost += rounding * most;
        bound[i] = (float) bound(i, least(first, last) - lost, most + lost, rounding);
        lost += rounding * most;
      }
    }

    /** How far a result is off whose sum of squares is between two. */
    private double bound(int i, double least, double most, double rounding) {
      double divisor = op.bias() + op.alpha() * least;
      if (!(divisor > 0)) {
        return Double.POSITIVE_INFINITY;
      }
      double largest = Math.pow(divisor, -op.beta());
      double spread = largest - Math.pow(op.bias() + op.alpha() * most, -op.beta());
      double rounded = rounding * (ROUNDINGS + 2 * (end - from)) * largest;
      return error[i] * largest + Math.abs(value[i]) * (spread + rounded);
    }

    private double least(int first, int last) {
      double sum = 0;
      for (int j = first; j < last; j++) {
        sum += square(Math.max(0, Math.abs(value[j]) - error[j]));
      }
      return sum;
    }

    private double most(int first, int last) {
      double sum = 0;
      for (int j = first; j < last; j++) {
        sum += square(Math.abs(value[j]) + error[j]);
      }
      return sum;
    }

    private static double square(double value) {
      return value * value;
    }
  }
}
