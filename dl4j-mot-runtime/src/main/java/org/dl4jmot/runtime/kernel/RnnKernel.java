package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.Shape;

/** Plain recurrent layer on floats, with float or int8 weights. */
final class RnnKernel implements Kernel, Recurrent.Step {
  private static final int WEIGHTS = 1;
  private static final int RECURRENT_WEIGHTS = 2;
  private static final int BIAS = 3;

  private final StepProducts products;
  private final FloatUnary.Function activation;
  private final boolean timeMajor;
  private final Shape shape;
  private final float[] input;
  private final float[] bias;
  private final float[] result;
  private final float[] state;
  private final float[] sums;

  private RnnKernel(UnidirectionalSequenceRnn op, Operands operands, StepProducts products) {
    this.products = products;
    activation = Recurrent.function(op.activation());
    timeMajor = op.timeMajor();
    shape = operands.shape(0);
    input = operands.input().floats();
    bias = operands.constant(BIAS).floats();
    result = operands.output().floats();
    state = new float[bias.length];
    sums = new float[bias.length];
  }

  static Kernel prepare(UnidirectionalSequenceRnn op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new RnnKernel(
          op, operands, new FloatStepProducts(operands, WEIGHTS, RECURRENT_WEIGHTS, 1));
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32) && operands.type(RECURRENT_WEIGHTS) == INT8) {
      return new RnnKernel(
          op,
          operands,
          new HybridStepProducts(operands, WEIGHTS, RECURRENT_WEIGHTS, 1, op.asymmetricInputs()));
    }
    throw operands.unsupportedTypes("FLOAT32 with FLOAT32 or INT8 weights");
  }

  @Override
  public void run() {
    Recurrent.run(this, shape, state.length, timeMajor);
  }

  @Override
  public void reset() {
    Arrays.fill(state, 0);
  }

  @Override
  public void run(int inputFrom, int resultFrom) {
    System.arraycopy(bias, 0, sums, 0, sums.length);
    products.read(input, inputFrom, state);
    products.addTo(0, sums);
    for (int unit = 0; unit < sums.length; unit++) {
      state[unit] = activation.apply(sums[unit]);
    }
    System.arraycopy(state, 0, result, resultFrom, state.length);
  }
}
