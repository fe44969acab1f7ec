package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Softmax of int8 along the last axis: a table of exponentials, single-precision sums. */
final class Int8Softmax implements Kernel {
  private final float[] exponentials = new float[256];
  private final byte[] input;
  private final byte[] result;
  private final int row;
  private final float resultScale;
  private final int resultZeroPoint;

  Int8Softmax(Softmax op, Operands operands) {
    input = operands.input().bytes();
    result = operands.output().bytes();
    row = operands.shape(0).dim(-1);
    QuantizationParameters quantization = operands.resultQuantization();
    resultScale = quantization.scale();
    resultZeroPoint = quantization.zeroPoint();
    float scale = -operands.quantization(0).scale() * op.beta();
    for (int distance = 0; distance < exponentials.length; distance++) {
      exponentials[distance] = (float) StrictMath.exp(scale * distance);
    }
  }

  @Override
  public void run() {
    for (int from = 0; from < input.length; from += row) {
      int greatest = Byte.MIN_VALUE;
      for (int i = from; i < from + row; i++) {
        greatest = Math.max(greatest, input[i]);
      }
      normalize(from, greatest);
    }
  }

  private void normalize(int from, int greatest) {
    float sum = 0;
    for (int i = from; i < from + row; i++) {
      sum += exponentials[greatest - input[i]];
    }
    float factor = 1 / (sum * resultScale);
    for (int i = from; i < from + row; i++) {
      int rounded = Rounding.halfAwayFromZero(exponentials[greatest - input[i]] * factor);
      result[i] = (byte) Math.min(Byte.MAX_VALUE, rounded + resultZeroPoint);
    }
  }
}
