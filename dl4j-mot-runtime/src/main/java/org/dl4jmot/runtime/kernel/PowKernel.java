package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;

import org.dl4jmot.runtime.op.Pow;

/** Powers of floats. */
final class PowKernel {
  /** LiteRT takes a single exponent this near a positive integer for that integer. */
  private static final float NEAR = 1e-5f;

  private PowKernel() {}

  static Kernel prepare(Pow op, Operands operands) {
    if (!operands.allOf(FLOAT32)) {
      throw operands.unsupportedTypes("FLOAT32");
    }
    Kernel any =
        new FloatBinary(operands, (base, exponent) -> (float) StrictMath.pow(base, exponent));
    boolean broadcast = !operands.shape(0).equals(operands.shape(1));
    return broadcast && operands.shape(1).elements() == 1 ? single(operands, any) : any;
  }

  private static Kernel single(Operands operands, Kernel any) {
    float[] bases = operands.input(0).floats();
    float[] exponent = operands.input(1).floats();
    float[] result = operands.output().floats();
    return () -> {
      int integer = Rounding.halfAwayFromZero(exponent[0]);
      if (integer >= 1 && Math.abs(exponent[0] - integer) < NEAR) {
        for (int i = 0; i < result.length; i++) {
          result[i] = multiplied(bases[i], integer);
        }
      } else {
        any.run();
      }
    };
  }

  /** By repeated squaring; a product that is too large becomes the largest float. */
  private static float multiplied(float base, int exponent) {
    if (exponent == 1) {
      return base;
    }
    float half = multiplied(base, exponent / 2);
    float even = finite(half * half);
    return exponent % 2 == 1 ? finite(base * even) : even;
  }

  private static float finite(float value) {
    return Math.min(Math.max(value, -Float.MAX_VALUE), Float.MAX_VALUE);
  }
}
