package org.dl4jmot.core.data;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds out what a normalization computes by letting it transform arrays of known values: whatever
 * its class, if it is one affine map per element.
 */
public final class NormalizationProbe {
  /** Large, so that a summand does not cost the factor digits; a power of two divides exactly. */
  private static final double LARGE = 0x1p30;

  /** Values at which the map must hold too. */
  private static final double[] CHECKS = {1, 100, -LARGE / 2};

  /** Three float operations, and some cancellation. */
  private static final double TOLERANCE = 0x1p-20;

  private final DataNormalization normalization;
  private final NetworkInput input;

  private NormalizationProbe(DataNormalization normalization, NetworkInput input) {
    this.normalization = normalization;
    this.input = input;
  }

  /**
   * The map of a normalization on one input.
   *
   * @param normalization fitted where it needs to be; it is not changed
   * @param input the input it prepares
   * @throws IllegalArgumentException if it cannot be applied to arrays of this input, or is no
   *     affine map
   */
  public static AffineMap map(DataNormalization normalization, NetworkInput input) {
    return new NormalizationProbe(normalization, input).map();
  }

  private AffineMap map() {
    float[] atZero = at(0);
    float[] atLarge = at(LARGE);
    double[] factors = new double[atZero.length];
    double[] summands = new double[atZero.length];
    for (int i = 0; i < factors.length; i++) {
      summands[i] = atZero[i];
      factors[i] = (atLarge[i] - (double) atZero[i]) / LARGE;
    }
    AffineMap map = new AffineMap(factors, summands);
    for (double value : CHECKS) {
      check(map, value);
    }
    return map;
  }

  private void check(AffineMap map, double value) {
    float[] found = at(value);
    double[] factors = map.factors();
    double[] summands = map.summands();
    for (int i = 0; i < found.length; i++) {
      double product = factors[i] * value;
      double scale = Math.abs(product) + Math.abs(summands[i]);
      if (!(Math.abs(found[i] - (product + summands[i])) <= TOLERANCE * scale)) {
        throw new IllegalArgumentException(
            name()
                + " of input '"
                + input.name()
                + "' is no affine map: it makes "
                + found[i]
                + " of "
                + value
                + ". Leave it to the application and export without it");
      }
    }
  }

  private String name() {
    return normalization.getClass().getSimpleName();
  }

  private float[] at(double value) {
    INDArray probe = Nd4j.valueArrayOf(input.batchShape(1), value, DataType.FLOAT);
    try {
      normalization.transform(probe);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          name()
              + " cannot be applied to input '"
              + input.name()
              + "' of shape "
              + java.util.Arrays.toString(input.batchShape(1))
              + ": "
              + e.getMessage()
              + ". Fit it on data of this shape first",
          e);
    }
    return input.sample(probe, 0);
  }
}
