package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;

/** Three-dimensional convolution of floats, the only type LiteRT has it for. */
final class Conv3dKernel implements Kernel {
  private final Shape volume;
  private final Shape filterShape;
  private final Shape resultShape;
  private final Sliding sliding;
  private final Window depthWindow;
  private final int paddingFront;
  private final float[] values;
  private final float[] filter;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;
  private final float[] sums;

  private Conv3dKernel(Conv3d op, Operands operands) {
    volume = operands.shape(0);
    filterShape = operands.shape(1);
    resultShape = operands.output().tensor().shape();
    Shape slice = Shape.of(1, volume.dim(2), volume.dim(3), volume.dim(4));
    sliding = Sliding.of(op.window(), slice, filterShape.dim(1), filterShape.dim(2));
    depthWindow = op.depthWindow();
    paddingFront = depthWindow.paddingTop(volume.dim(1), filterShape.dim(0));
    values = operands.input().floats();
    filter = operands.constant(1).floats();
    bias = operands.floatBias(filterShape.dim(4));
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
    sums = new float[bias.length];
  }

  static Kernel prepare(Conv3d op, Operands operands) {
    if (!operands.allOf(DataType.FLOAT32)) {
      throw operands.unsupportedTypes("FLOAT32");
    }
    if (isDilated(op) && isStrided(op)) {
      // LiteRT 2.20 writes past its buffer.
      throw operands.unsupported("LiteRT crashes on strides together with dilation");
    }
    return new Conv3dKernel(op, operands);
  }

  private static boolean isDilated(Conv3d op) {
    Window window = op.window();
    return op.dilationDepth() > 1 || window.dilationHeight() > 1 || window.dilationWidth() > 1;
  }

  private static boolean isStrided(Conv3d op) {
    Window window = op.window();
    return op.strideDepth() > 1 || window.strideHeight() > 1 || window.strideWidth() > 1;
  }

  @Override
  public void run() {
    int target = 0;
    for (int batch = 0; batch < resultShape.dim(0); batch++) {
      for (int z = 0; z < resultShape.dim(1); z++) {
        for (int y = 0; y < resultShape.dim(2); y++) {
          for (int x = 0; x < resultShape.dim(3); x++) {
            sum(batch, z, y, x);
            for (int o = 0; o < sums.length; o++) {
              result[target++] = clamp.apply(sums[o] + bias[o]);
            }
          }
        }
      }
    }
  }

  private void sum(int batch, int z, int y, int x) {
    Arrays.fill(sums, 0);
    for (int fz = 0; fz < filterShape.dim(0); fz++) {
      int slice = z * depthWindow.strideHeight() + fz * depthWindow.dilationHeight() - paddingFront;
      if (slice >= 0 && slice < volume.dim(1)) {
        sumSlice((batch * volume.dim(1) + slice) * sliding.sliceSize(), fz, y, x);
      }
    }
  }

  private void sumSlice(int slice, int fz, int y, int x) {
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int row = sliding.row(y, fy);
        int column = sliding.column(x, fx);
        if (sliding.isInside(row, column)) {
          int cell = (fz * sliding.filterHeight() + fy) * sliding.filterWidth() + fx;
          add(slice + sliding.cell(0, row, column), cell * volume.dim(4) * sums.length);
        }
      }
    }
  }

  private void add(int from, int weights) {
    for (int c = 0; c < volume.dim(4); c++) {
      float value = values[from + c];
      for (int o = 0; o < sums.length; o++) {
        sums[o] += value * filter[weights + c * sums.length + o];
      }
    }
  }
}
