package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.params.DeconvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Transposed convolutions. Each input cell is spread over a window of the result; what padding cuts
 * off is cut off by the operation where its implicit padding is the same, else by a slice. A
 * dilated filter is written out with its holes, for no operation of a file dilates it.
 */
public final class DeconvolutionTranslator implements Translator<Deconvolution2D> {
  @Override
  public Class<Deconvolution2D> type() {
    return Deconvolution2D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Deconvolution2D.class.getName());
  }

  @Override
  public List<Problem> problems(Deconvolution2D conf) {
    return Convolutions.problems(conf);
  }

  @Override
  public Value translate(Deconvolution2D conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getCnn2dDataFormat());
    ImageGeometry geometry = Convolutions.geometry(conf);
    Tensor filter = filter(scope, geometry);
    Convolutions.requireChannels(input, filter.shape().dim(3));
    Axis rows = Axis.of(geometry, 0, input.height());
    Axis columns = Axis.of(geometry, 1, input.width());
    boolean implicit = rows.isImplicit() && columns.isImplicit();
    Window window =
        Window.of(rows.stride(), columns.stride(), implicit ? Padding.SAME : Padding.VALID);
    TransposeConv op =
        new TransposeConv(
            implicit ? rows.size() : rows.full(),
            implicit ? columns.size() : columns.full(),
            window,
            Activation.NONE);
    List<Tensor> operands =
        Convolutions.operands(conf, scope, input.tensor(), filter, filter.shape().dim(0));
    Value spread = scope.activated(op, operands, conf.getActivationFn(), input);
    return implicit ? spread : spread.in(cropped(scope, spread.tensor(), rows, columns));
  }

  private static Tensor cropped(LayerScope scope, Tensor spread, Axis rows, Axis columns) {
    Shape shape = spread.shape();
    if (rows.size() == shape.dim(1) && columns.size() == shape.dim(2)) {
      return spread;
    }
    Slice slice =
        new Slice(
            List.of(0, rows.before(), columns.before(), 0),
            List.of(shape.dim(0), rows.size(), columns.size(), shape.dim(3)));
    return scope.helper("cropped", slice, List.of(spread));
  }

  /**
   * [in, out, kH, kW] becomes [out, kH, kW, in], with zeros between the cells of a dilated one and,
   * in mode Same, around one smaller than its stride.
   */
  private static Tensor filter(LayerScope scope, ImageGeometry geometry) {
    String key = DeconvolutionParamInitializer.WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    float[] values = scope.parameters().readPermuted(key, 1, 2, 3, 0);
    int inputs = trained.dim(0);
    Shape shape = Shape.of(trained.dim(1), extent(geometry, 0), extent(geometry, 1), inputs);
    float[] spread = new float[shape.elements()];
    int rows = trained.dim(2);
    int columns = trained.dim(3);
    for (int cell = 0; cell < values.length / inputs; cell++) {
      int output = cell / (rows * columns);
      int row = offset(geometry, 0) + cell / columns % rows * geometry.dilation()[0];
      int column = offset(geometry, 1) + cell % columns * geometry.dilation()[1];
      int target = (output * shape.dim(1) + row) * shape.dim(2) + column;
      System.arraycopy(values, cell * inputs, spread, target * inputs, inputs);
    }
    return scope.constant("weight", Role.WEIGHT, shape, spread);
  }

  /** Cells of the filter as written out. */
  private static int extent(ImageGeometry geometry, int axis) {
    int span = geometry.span(axis);
    return geometry.isSame() ? Math.max(span, geometry.stride()[axis]) : span;
  }

  /** Zeros in front of the filter's cells. */
  private static int offset(ImageGeometry geometry, int axis) {
    return (extent(geometry, axis) - geometry.span(axis)) / 2;
  }

  /**
   * One axis of the result.
   *
   * @param stride distance of the windows
   * @param full cells that all windows together cover
   * @param before cells to cut off in front
   * @param size cells that remain
   * @param input cells of the input
   */
  private record Axis(int stride, int full, int before, int size, int input) {
    static Axis of(ImageGeometry geometry, int axis, int input) {
      int stride = geometry.stride()[axis];
      int full = (input - 1) * stride + extent(geometry, axis);
      if (geometry.isSame()) {
        int size = input * stride;
        return new Axis(stride, full, (full - size) / 2, size, input);
      }
      int padding = geometry.padding()[axis];
      return new Axis(stride, full, padding, full - 2 * padding, input);
    }

    /** Whether implicit padding of the operation cuts off the same cells. */
    boolean isImplicit() {
      int span = full - (input - 1) * stride;
      return Padding.SAME.outputSize(size, span, stride) == input
          && Padding.SAME.before(size, span, stride) == before;
    }
  }
}
