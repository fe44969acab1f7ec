package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/** Products with int8 weights, input and state quantized at every step. */
final class HybridStepProducts implements StepProducts {
  private final Side[] inputs;
  private final Side[] states;
  private final Quantized input;
  private final Quantized state;
  private final int[] sums;

  /** Weights of one gate: columns and their one scale. */
  private record Side(int[][] columns, float scale) {}

  /** A vector of the step. All zeros are left out, as LiteRT does it. */
  private static final class Quantized {
    private final HybridInput values;
    private final int[] coefficients;
    private boolean zero;

    Quantized(int size, boolean asymmetric) {
      values = asymmetric ? HybridInput.asymmetric(size) : HybridInput.symmetric(size);
      coefficients = new int[size];
    }

    void read(float[] reals, int from) {
      values.quantize(reals, from);
      zero = true;
      for (int i = 0; i < coefficients.length; i++) {
        coefficients[i] = values.quantized()[i] - values.zeroPoint();
        zero &= reals[from + i] == 0;
      }
    }
  }

  /** For gates whose weights stand one behind another among the inputs. */
  HybridStepProducts(
      Operands operands, int firstInput, int firstRecurrent, int gates, boolean asymmetric) {
    int units = operands.shape(firstInput).dim(0);
    inputs = new Side[gates];
    states = new Side[gates];
    for (int gate = 0; gate < gates; gate++) {
      inputs[gate] = side(operands, firstInput + gate, units);
      states[gate] = side(operands, firstRecurrent + gate, units);
    }
    input = new Quantized(operands.shape(firstInput).dim(1), asymmetric);
    state = new Quantized(units, asymmetric);
    sums = new int[units];
  }

  private static Side side(Operands operands, int index, int units) {
    return new Side(
        Widening.columns(operands.constant(index).byteView(), units),
        operands.symmetricScale(index));
  }

  @Override
  public void read(float[] values, int from, float[] hidden) {
    input.read(values, from);
    state.read(hidden, 0);
  }

  @Override
  public void addTo(int gate, float[] target) {
    add(inputs[gate], input, target);
    add(states[gate], state, target);
  }

  private void add(Side side, Quantized vector, float[] target) {
    if (vector.zero) {
      return;
    }
    Arrays.fill(sums, 0);
    RowSums.add(sums, sums.length, side.columns, vector.coefficients, 0);
    float scale = vector.values.scale() * side.scale;
    for (int unit = 0; unit < sums.length; unit++) {
      target[unit] += sums[unit] * scale;
    }
  }
}
