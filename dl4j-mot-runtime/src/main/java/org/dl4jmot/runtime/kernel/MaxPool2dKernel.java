package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import org.dl4jmot.runtime.op.MaxPool2d;

/** Largest value of each window, on floats, int8 and int16. */
final class MaxPool2dKernel {
  private MaxPool2dKernel() {}

  static Kernel prepare(MaxPool2d op, Operands operands) {
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
    private final float[] greatest;

    FloatVisitor(MaxPool2d op, Operands operands, int channels) {
      image = operands.input().floats();
      result = operands.output().floats();
      clamp = FloatClamp.of(op.activation());
      greatest = new float[channels];
    }

    @Override
    public void begin() {
      Arrays.fill(greatest, -Float.MAX_VALUE);
    }

    @Override
    public void cell(int index) {
      for (int c = 0; c < greatest.length; c++) {
        greatest[c] = Math.max(greatest[c], image[index + c]);
      }
    }

    @Override
    public void end(int cells, int target) {
      for (int c = 0; c < greatest.length; c++) {
        result[target + c] = clamp.apply(greatest[c]);
      }
    }
  }

  private static final class Int8Visitor implements PoolingWindows.Visitor {
    private static final int UNROLLED = 4;

    private final byte[] image;
    private final byte[] result;
    private final IntegerRange range;
    private final int channels;
    private final int[] cells;
    private int count;

    Int8Visitor(MaxPool2d op, Operands operands, int channels) {
      image = operands.input().bytes();
      result = operands.output().bytes();
      range = IntegerRange.of(operands.output().tensor(), op.activation());
      this.channels = channels;
      cells = new int[Math.max(UNROLLED, op.filterHeight() * op.filterWidth())];
    }

    @Override
    public void begin() {
      count = 0;
    }

    @Override
    public void cell(int index) {
      cells[count++] = index;
    }

    /** Four cells at a time, the last repeated where fewer are left. */
    @Override
    public void end(int ignored, int target) {
      for (int i = 0; i < channels; i++) {
        result[target + i] = (byte) range.min();
      }
      for (int from = 0; from < count; from += UNROLLED) {
        int last = count - 1;
        raise(
            target,
            cells[from],
            cells[Math.min(last, from + 1)],
            cells[Math.min(last, from + 2)],
            cells[Math.min(last, from + 3)]);
      }
    }

    private void raise(int target, int a, int b, int c, int d) {
      for (int i = 0; i < channels; i++) {
        int greater = Math.max(image[a + i], image[b + i]);
        int great = Math.max(image[c + i], image[d + i]);
        int most = Math.max(result[target + i], Math.max(greater, great));
        result[target + i] = (byte) Math.min(range.max(), most);
      }
    }
  }

  private static final class Int16Visitor implements PoolingWindows.Visitor {
    private final byte[] image;
    private final byte[] result;
    private final IntegerRange range;
    private final int[] greatest;

    Int16Visitor(MaxPool2d op, Operands operands, int channels) {
      image = operands.input().bytes();
      result = operands.output().bytes();
      range = IntegerRange.of(operands.output().tensor(), op.activation());
      greatest = new int[channels];
    }

    @Override
    public void begin() {
      Arrays.fill(greatest, Short.MIN_VALUE);
    }

    @Override
    public void cell(int index) {
      for (int c = 0; c < greatest.length; c++) {
        greatest[c] = Math.max(greatest[c], Shorts.get(image, index + c));
      }
    }

    @Override
    public void end(int cells, int target) {
      for (int c = 0; c < greatest.length; c++) {
        Shorts.put(result, target + c, range.clamp(greatest[c]));
      }
    }
  }
}
