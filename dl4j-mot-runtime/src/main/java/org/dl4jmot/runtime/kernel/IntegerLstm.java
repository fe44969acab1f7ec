package org.dl4jmot.runtime.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Long short-term memory on int8 with an int16 cell state: gates in 16-bit fixed point, products
 * with input and state scaled each by itself.
 */
final class IntegerLstm implements Kernel, Recurrent.Step {
  private static final int GATES = UnidirectionalSequenceLstm.GATES;
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CELL = 2;
  private static final int OUTPUT = 3;

  /** Integer bits of a gate before its function. */
  private static final int GATE_BITS = 3;

  private static final float GATE_SCALE = 0x1p-12f;

  private final boolean timeMajor;
  private final Shape shape;
  private final byte[] input;
  private final byte[] result;
  private final Product[] inputs = new Product[GATES];
  private final Product[] recurrents = new Product[GATES];
  private final Peephole[] peepholes = new Peephole[GATES];
  private final FixedPointMultiplier hidden;
  private final int zeroPoint;
  private final int cellExponent;
  private final short[][] gates;
  private final short[] cell;
  private final byte[] state;
  private final int[] sums;
  private final int[] coefficients;

  /** A matrix product: columns, sums to start from, multiplier to the gate's scale. */
  private record Product(int[][] columns, int[] start, FixedPointMultiplier multiplier) {}

  /** Elementwise weights on the cell state. */
  private record Peephole(int[] weights, FixedPointMultiplier multiplier) {}

  private IntegerLstm(UnidirectionalSequenceLstm op, Operands operands) {
    timeMajor = op.timeMajor();
    shape = operands.shape(0);
    input = operands.input().bytes();
    result = operands.output().bytes();
    cellExponent = op.cellExponent();
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters to = operands.resultQuantization();
    int units = operands.shape(1).dim(0);
    for (int gate = 0; gate < GATES; gate++) {
      int[] bias = operands.constant(op.bias(gate)).ints();
      inputs[gate] = product(operands, op.inputWeights(gate), from, bias);
      recurrents[gate] = product(operands, op.recurrentWeights(gate), to, new int[units]);
    }
    if (op.peepholes()) {
      peepholes[INPUT] = peephole(operands, op.firstPeephole());
      peepholes[FORGET] = peephole(operands, op.firstPeephole() + 1);
      peepholes[OUTPUT] = peephole(operands, op.firstPeephole() + 2);
    }
    hidden = FixedPointMultiplier.of((float) (0x1p-15 / to.scale() * 0x1p-15));
    zeroPoint = to.zeroPoint();
    gates = new short[GATES][units];
    cell = new short[units];
    state = new byte[units];
    sums = new int[units];
    coefficients = new int[Math.max(units, shape.dim(2))];
  }

  static Kernel prepare(UnidirectionalSequenceLstm op, Operands operands) {
    return new IntegerLstm(op, operands);
  }

  private static Product product(
      Operands operands, int index, QuantizationParameters of, int[] bias) {
    byte[] weights = operands.constant(index).toBytes();
    int columns = operands.shape(index).dim(1);
    int[] start = bias.clone();
    for (int i = 0; i < weights.length; i++) {
      start[i / columns] -= weights[i] * of.zeroPoint();
    }
    float scale = operands.symmetricScale(index) * of.scale() / GATE_SCALE;
    return new Product(
        Widening.columns(ByteBuffer.wrap(weights), bias.length),
        start,
        FixedPointMultiplier.of(scale));
  }

  private Peephole peephole(Operands operands, int index) {
    float scale =
        (float) (Math.scalb(1.0, cellExponent) * operands.symmetricScale(index) / GATE_SCALE);
    return new Peephole(operands.constant(index).shorts(), FixedPointMultiplier.of(scale));
  }

  @Override
  public void run() {
    Recurrent.run(this, shape, state.length, timeMajor);
  }

  @Override
  public void reset() {
    Arrays.fill(cell, (short) 0);
    Arrays.fill(state, (byte) zeroPoint);
  }

  @Override
  public void run(int inputFrom, int resultFrom) {
    compute(INPUT, inputFrom);
    compute(FORGET, inputFrom);
    compute(CELL, inputFrom);
    for (int unit = 0; unit < cell.length; unit++) {
      short kept = FixedPoint16.roundedShift(gates[FORGET][unit] * cell[unit], 15);
      short entering =
          FixedPoint16.roundedShift(gates[INPUT][unit] * gates[CELL][unit], 30 + cellExponent);
      cell[unit] = FixedPoint16.saturatedSum(kept, entering);
    }
    compute(OUTPUT, inputFrom);
    for (int unit = 0; unit < state.length; unit++) {
      int product = gates[OUTPUT][unit] * FixedPoint16.tanh(cell[unit], 15 + cellExponent);
      int scaled = hidden.apply(product) + zeroPoint;
      state[unit] = (byte) Math.min(Byte.MAX_VALUE, Math.max(Byte.MIN_VALUE, scaled));
    }
    System.arraycopy(state, 0, result, resultFrom, state.length);
  }

  private void compute(int gate, int inputFrom) {
    short[] values = gates[gate];
    Arrays.fill(values, (short) 0);
    add(inputs[gate], input, inputFrom, values);
    add(recurrents[gate], state, 0, values);
    if (peepholes[gate] != null) {
      addPeephole(peepholes[gate], values);
    }
    for (int unit = 0; unit < values.length; unit++) {
      values[unit] =
          gate == CELL
              ? FixedPoint16.tanh(values[unit], GATE_BITS)
              : FixedPoint16.sigmoid(values[unit], GATE_BITS);
    }
  }

  private void add(Product product, byte[] vector, int from, short[] values) {
    for (int i = 0; i < product.columns.length; i++) {
      coefficients[i] = vector[from + i];
    }
    System.arraycopy(product.start, 0, sums, 0, sums.length);
    RowSums.add(sums, sums.length, product.columns, coefficients, 0);
    for (int unit = 0; unit < sums.length; unit++) {
      values[unit] = FixedPoint16.saturatedSum(product.multiplier.apply(sums[unit]), values[unit]);
    }
  }

  private void addPeephole(Peephole peephole, short[] values) {
    for (int unit = 0; unit < values.length; unit++) {
      int product = peephole.multiplier.apply(peephole.weights[unit] * cell[unit]);
      values[unit] = FixedPoint16.saturatedSum(product, values[unit]);
    }
  }
}
