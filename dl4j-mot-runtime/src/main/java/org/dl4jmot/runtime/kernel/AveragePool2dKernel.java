package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import org.dl4jmot.runtime.op.AveragePool2d;

/** Mean of each window's cells inside the image, on floats, int8 and int16. */
final class AveragePool2dKernel {
  private AveragePool2dKernel() {}

  static Kernel prepare(AveragePool2d op, Operands operands) {
    PoolingWindows windows =
        new PoolingWindows(op.window(), operands.shape(0), op.filterHeight(), op.filterWidth());
    if (operands.allOf(FLOAT32)) {
      FloatVisitor visitor = new FloatVisitor(op, operands, windows.channels());
      return () -> windows.visit(visitor);
    }
    if (operands.allOf(INT8)) {
      operands.requireSameQuantization();
      Int8Visitor visitor = new Int8Visitor(op, operands, windows.channels());
      return () -> windows.visit(visitor);
    }
    if (operands.allOf(INT16)) {
      operands.requireSameQuantization();
      Int16Visitor visitor = new Int16Visitor(op, operands, windows.channels());
      return () -> windows.visit(visitor);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  private static final class FloatVisitor implements PoolingWindows.Visitor {
    private final float[] image;
    private final float[] result;
    private final FloatClamp clamp;
    private final float[] sums;

    FloatVisitor(AveragePool2d op, Operands operands, int channels) {
      image = operands.input().floats();
      result = operands.output().floats();
      clamp = FloatClamp.of(op.activation());
      sums = new float[channels];
    }

    @Override
    public void begin() {
      Arrays.fill(sums, 0);
    }

    @Override
    public void cell(int index) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += image[index + c];
      }
    }

    @Override
    public void end(int cells, int target) {
      for (int c = 0; c < sums.length; c++) {
        result[target + c] = clamp.apply(sums[c] / cells);
      }
    }
  }

  private static final class Int8Visitor implements PoolingWindows.Visitor {
    private final byte[] image;
    private final byte[] result;
    private final IntegerRange range;
    private final int[] sums;

    Int8Visitor(AveragePool2d op, Operands operands, int channels) {
      image = operands.input().bytes();
      result = operands.output().bytes();
      range = IntegerRange.of(operands.output().tensor(), op.activation());
      sums = new int[channels];
    }

    @Override
    public void begin() {
      Arrays.fill(sums, 0);
    }

    @Override
    public void cell(int index) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += image[index + c];
      }
    }

    @Override
    public void end(int cells, int target) {
      for (int c = 0; c < sums.length; c++) {
        result[target + c] = (byte) range.clamp(roundedQuotient(sums[c], cells));
      }
    }
  }

  /** Halves away from zero. */
  private static int roundedQuotient(int sum, int count) {
    return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
  }

  private static final class Int16Visitor implements PoolingWindows.Visitor {
    private final byte[] image;
    private final byte[] result;
    private final IntegerRange range;
    private final int[] sums;

    Int16Visitor(AveragePool2d op, Operands operands, int channels) {
      image = operands.input().bytes();
      result = operands.output().bytes();
      range = IntegerRange.of(operands.output().tensor(), op.activation());
      sums = new int[channels];
    }

    @Override
    public void begin() {
      Arrays.fill(sums, 0);
    }

    @Override
    public void cell(int index) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += Shorts.get(image, index + c);
      }
    }

    @Override
    public void end(int cells, int target) {
      for (int c = 0; c < sums.length; c++) {
        Shorts.put(result, target + c, range.clamp(roundedQuotient(sums[c], cells)));
      }
    }
  }
}
