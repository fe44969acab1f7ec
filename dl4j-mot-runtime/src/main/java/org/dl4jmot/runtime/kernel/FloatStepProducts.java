package org.dl4jmot.runtime.kernel;

/** Products with float weights. */
final class FloatStepProducts implements StepProducts {
  private final float[][][] inputColumns;
  private final float[][][] recurrentColumns;
  private float[] input;
  private int from;
  private float[] state;

  /** For gates whose weights stand one behind another among the inputs. */
  FloatStepProducts(Operands operands, int firstInput, int firstRecurrent, int gates) {
    inputColumns = new float[gates][][];
    recurrentColumns = new float[gates][][];
    int units = operands.shape(firstInput).dim(0);
    for (int gate = 0; gate < gates; gate++) {
      inputColumns[gate] =
          Widening.columns(operands.constant(firstInput + gate).floatView(), units);
      recurrentColumns[gate] =
          Widening.columns(operands.constant(firstRecurrent + gate).floatView(), units);
    }
  }

  @Override
  public void read(float[] values, int offset, float[] hidden) {
    input = values;
    from = offset;
    state = hidden;
  }

  @Override
  public void addTo(int gate, float[] sums) {
    RowSums.add(sums, sums.length, inputColumns[gate], input, from);
    RowSums.add(sums, sums.length, recurrentColumns[gate], state, 0);
  }
}
