package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;

/** Long short-term memory on floats, with float or int8 weights. */
final class LstmKernel implements Kernel, Recurrent.Step {
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CELL = 2;
  private static final int OUTPUT = 3;

  private final StepProducts products;
  private final FloatUnary.Function activation;
  private final boolean timeMajor;
  private final Shape shape;
  private final float[] input;
  private final float[] result;
  private final float[][] biases = new float[UnidirectionalSequenceLstm.GATES][];
  // By gate; null where there is none.
  private final float[][] peepholes = new float[UnidirectionalSequenceLstm.GATES][];
  private final float[][] gates;
  private final float[] cell;
  private final float[] state;

  private LstmKernel(UnidirectionalSequenceLstm op, Operands operands, StepProducts products) {
    this.products = products;
    activation = Recurrent.function(op.activation());
    timeMajor = op.timeMajor();
    shape = operands.shape(0);
    input = operands.input().floats();
    result = operands.output().floats();
    for (int gate = 0; gate < biases.length; gate++) {
      biases[gate] = operands.constant(op.bias(gate)).floats();
    }
    if (op.peepholes()) {
      peepholes[INPUT] = reals(operands, op.firstPeephole());
      peepholes[FORGET] = reals(operands, op.firstPeephole() + 1);
      peepholes[OUTPUT] = reals(operands, op.firstPeephole() + 2);
    }
    int units = biases[0].length;
    gates = new float[biases.length][units];
    cell = new float[units];
    state = new float[units];
  }

  static Kernel prepare(UnidirectionalSequenceLstm op, Operands operands) {
    int gates = UnidirectionalSequenceLstm.GATES;
    if (operands.allOf(FLOAT32)) {
      return new LstmKernel(
          op,
          operands,
          new FloatStepProducts(operands, op.inputWeights(0), op.recurrentWeights(0), gates));
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32) && weightsAre(INT8, op.bias(0), operands)) {
      return new LstmKernel(
          op,
          operands,
          new HybridStepProducts(
              operands, op.inputWeights(0), op.recurrentWeights(0), gates, op.asymmetricInputs()));
    }
    if (operands.typed(INT8, INT8, INT8)
        && weightsAre(INT8, op.firstPeephole(), operands)
        && op.activation() == RecurrentActivation.TANH) {
      return IntegerLstm.prepare(op, operands);
    }
    throw operands.unsupportedTypes(
        "FLOAT32 with FLOAT32 or INT8 weights, peepholes included",
        "INT8 with INT8 weights, INT16 peepholes and TANH");
  }

  private static boolean weightsAre(DataType type, int end, Operands operands) {
    for (int index = 1; index < end; index++) {
      if (operands.type(index) != type) {
        return false;
      }
    }
    return true;
  }

  private static float[] reals(Operands operands, int index) {
    if (operands.type(index) == INT8) {
      operands.symmetricScale(index);
    }
    return operands.constant(index).toReal();
  }

  @Override
  public void run() {
    Recurrent.run(this, shape, state.length, timeMajor);
  }

  @Override
  public void reset() {
    Arrays.fill(cell, 0);
    Arrays.fill(state, 0);
  }

  @Override
  public void run(int inputFrom, int resultFrom) {
    products.read(input, inputFrom, state);
    compute(INPUT, LogisticKernel::logistic);
    compute(FORGET, LogisticKernel::logistic);
    compute(CELL, activation);
    for (int unit = 0; unit < cell.length; unit++) {
      cell[unit] = gates[FORGET][unit] * cell[unit] + gates[CELL][unit] * gates[INPUT][unit];
    }
    compute(OUTPUT, LogisticKernel::logistic);
    for (int unit = 0; unit < state.length; unit++) {
      state[unit] = gates[OUTPUT][unit] * activation.apply(cell[unit]);
    }
    System.arraycopy(state, 0, result, resultFrom, state.length);
  }

  private void compute(int gate, FloatUnary.Function function) {
    float[] sums = gates[gate];
    System.arraycopy(biases[gate], 0, sums, 0, sums.length);
    products.addTo(gate, sums);
    if (peepholes[gate] != null) {
      for (int unit = 0; unit < sums.length; unit++) {
        sums[unit] += peepholes[gate][unit] * cell[unit];
      }
    }
    for (int unit = 0; unit < sums.length; unit++) {
      sums[unit] = function.apply(sums[unit]);
    }
  }
}
