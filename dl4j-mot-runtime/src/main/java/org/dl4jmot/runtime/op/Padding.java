package org.dl4jmot.runtime.op;

/** Implicit padding of a sliding window, per spatial axis. */
public enum Padding {
  /**
   * Pads with zeros so that the output has ceil(input / stride) elements; an odd cell goes behind.
   */
  SAME {
    @Override
    public int outputSize(int input, int effectiveFilter, int stride) {
      return (int) ((input + (long) stride - 1) / stride);
    }

    @Override
    public int before(int input, int effectiveFilter, int stride) {
      return total(input, effectiveFilter, stride) / 2;
    }

    private int total(int input, int effectiveFilter, int stride) {
      long output = outputSize(input, effectiveFilter, stride);
      return (int) Math.max(0, (output - 1) * stride + effectiveFilter - input);
    }
  },
  /** No padding: only whole windows count. */
  VALID {
    @Override
    public int outputSize(int input, int effectiveFilter, int stride) {
      return (int) Math.max(0, ((long) input - effectiveFilter + stride) / stride);
    }

    @Override
    public int before(int input, int effectiveFilter, int stride) {
      return 0;
    }
  };

  /**
   * Output elements along one axis; 0 where the filter does not fit.
   *
   * @param input input elements
   * @param effectiveFilter filter elements, dilation included: (filter - 1) * dilation + 1
   * @param stride step
   */
  public abstract int outputSize(int input, int effectiveFilter, int stride);

  /**
   * Cells of padding before the first input element along one axis; arguments as for {@link
   * #outputSize}.
   */
  public abstract int before(int input, int effectiveFilter, int stride);
}
