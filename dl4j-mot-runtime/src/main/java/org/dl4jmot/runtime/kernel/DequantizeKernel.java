package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT16;
import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;
import static org.dl4jmot.runtime.tensor.DataType.UINT8;

import java.util.Set;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.tensor.DataType;

/** From 8 bits, 16 bits or float16 to floats. */
final class DequantizeKernel {
  private static final Set<DataType> QUANTIZED = Set.of(INT8, UINT8, INT16);

  private DequantizeKernel() {}

  static Kernel prepare(Dequantize op, Operands operands) {
    if (operands.resultType() == FLOAT32) {
      if (operands.type(0) == FLOAT16) {
        return fromFloat16(operands);
      }
      if (QUANTIZED.contains(operands.type(0))) {
        return fromQuantized(operands);
      }
    }
    throw operands.unsupportedTypes("FLOAT16, INT8, UINT8 or INT16 to FLOAT32");
  }

  private static Kernel fromFloat16(Operands operands) {
    byte[] input = operands.input().bytes();
    float[] result = operands.output().floats();
    return () -> {
      for (int i = 0; i < result.length; i++) {
        int bits = (input[2 * i] & 0xff) | (input[2 * i + 1] & 0xff) << 8;
        result[i] = HalfPrecision.toFloat(bits);
      }
    };
  }

  private static Kernel fromQuantized(Operands operands) {
    // Parameters checked here: a failure belongs to preparation.
    operands.dequantizable(0);
    TensorBuffer input = operands.input();
    float[] result = operands.output().floats();
    return () -> input.toReal(result);
  }
}
