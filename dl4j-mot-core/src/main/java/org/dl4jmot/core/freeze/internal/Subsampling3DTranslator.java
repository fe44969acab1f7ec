package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Three-dimensional pooling: of each slice along height and width, then along the depth, where
 * height and width count as one axis. Maxima and means over boxes are those of their slices'.
 */
public final class Subsampling3DTranslator implements Translator<Subsampling3DLayer> {
  @Override
  public Class<Subsampling3DLayer> type() {
    return Subsampling3DLayer.class;
  }

  @Override
  public List<Problem> problems(Subsampling3DLayer conf) {
    List<Problem> problems = new ArrayList<>(geometry(conf).problems());
    for (int dilation : conf.getDilation()) {
      if (dilation != 1) {
        problems.add(new Problem("dilated pooling is not supported", "Use dilation 1"));
        break;
      }
    }
    return problems;
  }

  @Override
  public Value translate(Subsampling3DLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(conf.getDataFormat());
    return input.in(isMax(conf) ? max(conf, scope, input) : average(conf, scope, input));
  }

  /** Subsampling3DLayer of 1.0.0-M2.1 takes the mean for every other pooling type. */
  private static boolean isMax(Subsampling3DLayer conf) {
    return conf.getPoolingType() == PoolingType.MAX;
  }

  private static VolumeGeometry geometry(Subsampling3DLayer conf) {
    return new VolumeGeometry(
        conf.getConvolutionMode(),
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation());
  }

  private static Tensor max(Subsampling3DLayer conf, LayerScope scope, Value.Volume input) {
    VolumeGeometry geometry = geometry(conf);
    Tensor volume = input.tensor();
    if (geometry.isPadded()) {
      // Zeros would win over negative values.
      Tensor lowest = scope.auxiliary("lowest", Shape.of(), -Float.MAX_VALUE);
      PadV2 pad = new PadV2(geometry.cells(), geometry.cells());
      volume = scope.helper("padded", pad, List.of(volume, lowest));
    }
    Pooled pooled = pooled(scope, geometry, volume, Pool.MAX);
    return scope.output(new Reshape(pooled.shape()), List.of(pooled.columns()));
  }

  private static Tensor average(Subsampling3DLayer conf, LayerScope scope, Value.Volume input) {
    VolumeGeometry geometry = geometry(conf);
    if (!geometry.isPadded()) {
      Pooled pooled = pooled(scope, geometry, input.tensor(), Pool.AVERAGE);
      return scope.output(new Reshape(pooled.shape()), List.of(pooled.columns()));
    }
    Tensor padded = scope.helper("padded", geometry.pad(), List.of(input.tensor()));
    Pooled pooled = pooled(scope, geometry, padded, Pool.AVERAGE);
    Tensor mean = scope.reshaped("mean", pooled.columns(), pooled.shape());
    Tensor factor = correction(scope, geometry, input.shape(), pooled.shape());
    return scope.output(new Mul(Activation.NONE), List.of(mean, factor));
  }

  /** Cells of a window over cells of the volume in it: the mean leaves out the padding. */
  private static Tensor correction(
      LayerScope scope, VolumeGeometry geometry, Shape input, Shape result) {
    Shape shape = result.with(0, 1).with(4, 1);
    float[] factors = new float[shape.elements()];
    int i = 0;
    for (int d = 0; d < shape.dim(1); d++) {
      for (int y = 0; y < shape.dim(2); y++) {
        for (int x = 0; x < shape.dim(3); x++) {
          factors[i++] =
              share(geometry, input, 0, d)
                  * share(geometry, input, 1, y)
                  * share(geometry, input, 2, x);
        }
      }
    }
    return scope.auxiliary("correction", shape, factors);
  }

  private static float share(VolumeGeometry geometry, Shape input, int axis, int index) {
    int kernel = geometry.kernel()[axis];
    int start = index * geometry.stride()[axis] - geometry.padding()[axis];
    int inside = Math.min(start + kernel, input.dim(axis + 1)) - Math.max(start, 0);
    return (float) kernel / Math.max(1, inside);
  }

  /** Makes a pooling operation of kernel and steps. */
  @FunctionalInterface
  private interface Pool {
    Pool MAX = (rows, columns, window) -> new MaxPool2d(rows, columns, window, Activation.NONE);
    Pool AVERAGE =
        (rows, columns, window) -> new AveragePool2d(rows, columns, window, Activation.NONE);

    Op of(int rows, int columns, Window window);
  }

  /**
   * A pooled volume.
   *
   * @param columns height and width as one axis, [N, D, H * W, C]
   * @param shape [N, D, H, W, C]
   */
  private record Pooled(Tensor columns, Shape shape) {}

  private static Pooled pooled(
      LayerScope scope, VolumeGeometry geometry, Tensor volume, Pool pool) {
    int[] kernel = geometry.kernel();
    Shape from = volume.shape();
    Shape slices = Shape.of(from.dim(0) * from.dim(1), from.dim(2), from.dim(3), from.dim(4));
    Tensor pooledSlices =
        scope.helper(
            "pooled-slices",
            pool.of(kernel[1], kernel[2], geometry.planes()),
            List.of(scope.reshaped("slices", volume, slices)));
    Shape smaller = pooledSlices.shape();
    Shape columns =
        Shape.of(from.dim(0), from.dim(1), smaller.dim(1) * smaller.dim(2), smaller.dim(3));
    Tensor pooled =
        scope.helper(
            "pooled",
            pool.of(kernel[0], 1, geometry.slices()),
            List.of(scope.reshaped("columns", pooledSlices, columns)));
    return new Pooled(
        pooled,
        Shape.of(
            from.dim(0), pooled.shape().dim(1), smaller.dim(1), smaller.dim(2), smaller.dim(3)));
  }
}
