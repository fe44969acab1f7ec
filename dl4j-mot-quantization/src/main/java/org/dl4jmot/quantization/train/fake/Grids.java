package org.dl4jmot.quantization.train.fake;

import org.dl4jmot.quantization.plan.ActivationRange;
import org.dl4jmot.quantization.plan.IntegerRange;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Makes grids of ranges, by the arithmetic the exported file is made with. */
public final class Grids {
  /** Beyond this width no integer kernel exists; the grid is so fine that rounding vanishes. */
  private static final int WIDEST_INTEGER = 16;

  private Grids() {}

  /**
   * The grid of an activation.
   *
   * @param range values seen, from which the zero point is nudged
   * @param bits integer width, at least 2
   */
  public static Grid activation(Range range, int bits) {
    if (bits > WIDEST_INTEGER) {
      return fine(range.withZero(), bits);
    }
    IntegerRange integers = IntegerRange.signed(bits);
    ActivationRange values = new ActivationRange((float) range.min(), (float) range.max());
    return of(values.parameters(integers), integers);
  }

  /** The grid of an activation whose parameters its operation prescribes. */
  public static Grid prescribed(float scale, int zeroPoint) {
    return of(QuantizationParameters.perTensor(scale, zeroPoint), IntegerRange.INT8);
  }

  /**
   * The grid of an activation whose 8-bit parameters its operation prescribes.
   *
   * @param bits integer width of the activations around it; beyond what integer kernels have, the
   *     grid keeps its range and becomes as fine as theirs
   */
  public static Grid prescribed(float scale, int zeroPoint, int bits) {
    Grid grid = prescribed(scale, zeroPoint);
    return bits > WIDEST_INTEGER ? fine(new Range(grid.min(), grid.max()), bits) : grid;
  }

  private static Grid of(QuantizationParameters parameters, IntegerRange integers) {
    return new Grid(parameters.scale(), parameters.zeroPoint(), integers.min(), integers.max());
  }

  private static Grid fine(Range range, int bits) {
    double steps = Math.pow(2, bits) - 1;
    long lowest = -(1L << (bits - 1));
    double scale = range.max() == range.min() ? 1 / steps : (range.max() - range.min()) / steps;
    return new Grid(scale, Math.round(lowest - range.min() / scale), lowest, -lowest - 1);
  }
}
