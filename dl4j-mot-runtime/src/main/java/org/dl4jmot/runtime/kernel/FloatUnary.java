package org.dl4jmot.runtime.kernel;

/** A function of each float. */
final class FloatUnary implements Kernel {
  private final float[] input;
  private final float[] result;
  private final Function function;

  /** What is done with each element. */
  @FunctionalInterface
  interface Function {
    float apply(float value);
  }

  FloatUnary(Operands operands, Function function) {
    input = operands.input().floats();
    result = operands.output().floats();
    this.function = function;
  }

  @Override
  public void run() {
    for (int i = 0; i < result.length; i++) {
      result[i] = function.apply(input[i]);
    }
  }
}
