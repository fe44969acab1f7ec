package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.Shape;

/** Chooses the transposed convolution's kernel for the operands' types. */
final class TransposeConvKernel {
  private TransposeConvKernel() {}

  static Kernel prepare(TransposeConv op, Operands operands) {
    if (operands.typed(FLOAT32, FLOAT32, FLOAT32)) {
      return new FloatTransposeConv(op, operands);
    }
    if (operands.typed(INT8, INT8, INT8)) {
      return new Int8TransposeConv(op, operands);
    }
    if (operands.typed(INT16, INT8, INT16)) {
      return new Int16TransposeConv(op, operands);
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32)) {
      return new HybridTransposeConv(op, operands);
    }
    throw operands.unsupportedTypes(
        "FLOAT32 with FLOAT32 or INT8 weights", "INT8 or INT16 with INT8 weights");
  }

  /** The convolution whose transpose this is: it slides over the result, onto the input. */
  static Sliding sliding(TransposeConv op, Operands operands) {
    Shape filter = operands.shape(1);
    Shape result = operands.output().tensor().shape();
    return Sliding.of(op.window(), result, filter.dim(1), filter.dim(2));
  }

  /** Filters [O, kH, kW, C] as [kH, kW, C, O]: consecutive output channels lie side by side. */
  static float[] spread(float[] filter, int outputs) {
    float[] spread = new float[filter.length];
    int rest = filter.length / outputs;
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < rest; i++) {
        spread[i * outputs + output] = filter[output * rest + i];
      }
    }
    return spread;
  }

  /** As {@link #spread(float[], int)}. */
  static int[] spread(byte[] filter, int outputs) {
    int[] spread = new int[filter.length];
    int rest = filter.length / outputs;
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < rest; i++) {
        spread[i * outputs + output] = filter[output * rest + i];
      }
    }
    return spread;
  }
}
