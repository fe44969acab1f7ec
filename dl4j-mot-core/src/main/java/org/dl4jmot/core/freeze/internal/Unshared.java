package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * A convolution with weights of its own at each position: for each cell of the filter a slice of
 * the image, side by side the patches; a product of matrices per position.
 */
final class Unshared {
  private final LayerScope scope;
  private final ImageGeometry geometry;

  Unshared(LayerScope scope, ImageGeometry geometry) {
    this.scope = scope;
    this.geometry = geometry;
  }

  /**
   * The layer's result.
   *
   * @param image [N, H, W, C], padded
   * @param like a value laid out as the result is
   * @param toResult makes the result's shape of [N, H', W', O]
   */
  Value apply(
      Tensor image, boolean hasBias, IActivation activation, Value like, ToResult toResult) {
    Tensor patches = patches(image);
    int rows = patches.shape().dim(1);
    int columns = patches.shape().dim(2);
    int batch = image.shape().dim(0);
    int values = patches.shape().dim(3);
    int positions = rows * columns;
    Shape byPosition = Shape.of(positions, batch, values);
    Tensor matrices = helper("matrices", new Reshape(byPosition), byColumn(patches));
    Tensor weights = weights(image.shape().dim(3));
    Tensor products =
        scope.node("products", Role.INTERMEDIATE, BatchMatMul.plain(), List.of(matrices, weights));
    int outputs = products.shape().dim(2);
    Tensor byImage =
        batch == 1 ? products : helper("by-image", new Transpose(List.of(1, 0, 2)), products);
    Reshape result = new Reshape(toResult.shape(batch, rows, columns, outputs));
    if (!hasBias) {
      return scope.activated(result, List.of(byImage), activation, like);
    }
    Tensor shaped = helper("unbiased", result, byImage);
    float[] bias = scope.parameters().read(ConvolutionParamInitializer.BIAS_KEY);
    Tensor summand = scope.constant("bias", Role.BIAS, Shape.of(outputs), bias);
    return scope.activated(new Add(Activation.NONE), List.of(shaped, summand), activation, like);
  }

  /** The shape of the layer's result. */
  interface ToResult {
    Shape shape(int batch, int rows, int columns, int outputs);
  }

  private Tensor helper(String name, Op op, Tensor operand) {
    return scope.helper(name, op, List.of(operand));
  }

  /** What each position reads, [N, H', W', kH * kW * C]. */
  private Tensor patches(Tensor image) {
    Shape shape = image.shape();
    int[] kernel = geometry.kernel();
    int[] stride = geometry.stride();
    List<Tensor> cells = new ArrayList<>();
    for (int y = 0; y < kernel[0]; y++) {
      for (int x = 0; x < kernel[1]; x++) {
        int bottom = y + shape.dim(1) - kernel[0] + 1;
        int right = x + shape.dim(2) - kernel[1] + 1;
        StridedSlice slice =
            new StridedSlice(
                List.of(0, y, x, 0),
                List.of(shape.dim(0), bottom, right, shape.dim(3)),
                List.of(1, stride[0], stride[1], 1));
        cells.add(helper("cell-" + y + "-" + x, slice, image));
      }
    }
    return cells.size() == 1
        ? cells.get(0)
        : scope.helper("patches", new Concatenation(3, Activation.NONE), cells);
  }

  /**
   * Deeplearning4j 1.0.0-M2.1 numbers positions column by column in its weights, and puts the
   * results down row by row: position (y, x) lands where cell x * H' + y is in row-major order.
   */
  private Tensor byColumn(Tensor patches) {
    boolean line = patches.shape().dim(1) == 1 || patches.shape().dim(2) == 1;
    boolean plain = line && patches.shape().dim(0) == 1;
    return plain ? patches : helper("by-column", new Transpose(List.of(2, 1, 0, 3)), patches);
  }

  /** [position, C * kH * kW, out] becomes [position, kH * kW * C, out]. */
  private Tensor weights(int channels) {
    String key = ConvolutionParamInitializer.WEIGHT_KEY;
    Shape shape = scope.parameters().shape(key);
    float[] trained = scope.parameters().read(key);
    float[] arranged = new float[trained.length];
    int cells = geometry.kernel()[0] * geometry.kernel()[1];
    int outputs = shape.dim(2);
    for (int row = 0; row < trained.length / outputs; row++) {
      int position = row / (cells * channels);
      int cell = row % (cells * channels) / channels;
      int source = (position * channels + row % channels) * cells + cell;
      System.arraycopy(trained, source * outputs, arranged, row * outputs, outputs);
    }
    return scope.constant("weight", Role.WEIGHT, shape, arranged);
  }
}
