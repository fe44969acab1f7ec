package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The windows of one pooling layer over an image [N, H, W, C]: their largest value, mean or p-norm.
 */
final class Pooling {
  private static final List<Integer> NOTHING = List.of(0, 0, 0, 0);

  private static final Map<PoolingType, Form> FORMS =
      Map.of(
          PoolingType.MAX, Pooling::max,
          PoolingType.AVG, Pooling::average,
          PoolingType.PNORM, Pooling::norm);

  private final SubsamplingLayer conf;
  private final ImageGeometry geometry;
  private final LayerScope scope;
  private final Tensor image;

  private interface Form {
    Tensor of(Pooling pooling);
  }

  private Pooling(SubsamplingLayer conf, ImageGeometry geometry, LayerScope scope, Tensor image) {
    this.conf = conf;
    this.geometry = geometry;
    this.scope = scope;
    this.image = image;
  }

  /** What keeps a layer from having a form in a graph; the geometry aside. */
  static List<Problem> problems(SubsamplingLayer conf) {
    if (FORMS.containsKey(conf.getPoolingType())) {
      return List.of();
    }
    return List.of(
        new Problem(
            "Deeplearning4j itself has no pooling type " + conf.getPoolingType() + " for images",
            "Use MAX, AVG or PNORM"));
  }

  /** The layer's result, {@code <layer>/output}. */
  static Tensor of(SubsamplingLayer conf, ImageGeometry geometry, LayerScope scope, Tensor image) {
    return FORMS.get(conf.getPoolingType()).of(new Pooling(conf, geometry, scope, image));
  }

  private Tensor max() {
    boolean explicit = geometry.isPadded() || geometry.isDilated();
    Pad pad = pad();
    if (!explicit || isEmpty(pad)) {
      return windows("output", Role.OUTPUT, maxOf(geometry.window().padding()), image);
    }
    // Zeros would win over negative values.
    Tensor lowest = scope.auxiliary("lowest", Shape.of(), -Float.MAX_VALUE);
    Tensor padded =
        scope.helper("padded", new PadV2(pad.before(), pad.after()), List.of(image, lowest));
    return windows("output", Role.OUTPUT, maxOf(Padding.VALID), padded);
  }

  private WindowOp maxOf(Padding padding) {
    int[] kernel = geometry.kernel();
    return (rows, columns) ->
        new MaxPool2d(kernel[0], kernel[1], Window.of(rows, columns, padding), Activation.NONE);
  }

  private Tensor average() {
    Pad pad = pad();
    if (isEmpty(pad)) {
      return windows("output", Role.OUTPUT, meanOf(Padding.VALID), image);
    }
    if (conf.isAvgPoolIncludePadInDivisor()) {
      return windows("output", Role.OUTPUT, meanOf(Padding.VALID), padded(pad, image));
    }
    return geometry.isSame() && !geometry.isDilated()
        ? windows("output", Role.OUTPUT, meanOf(Padding.SAME), image)
        : corrected(pad);
  }

  private WindowOp meanOf(Padding padding) {
    int[] kernel = geometry.kernel();
    return (rows, columns) ->
        new AveragePool2d(kernel[0], kernel[1], Window.of(rows, columns, padding), Activation.NONE);
  }

  private Tensor padded(Pad pad, Tensor values) {
    return isEmpty(pad) ? values : scope.helper("padded", pad, List.of(values));
  }

  private static boolean isEmpty(Pad pad) {
    return pad.before().equals(NOTHING) && pad.after().equals(NOTHING);
  }

  /** (sum of |x|^p)^(1/p), the sum being the mean over whole windows times their size. */
  private Tensor norm() {
    int p = conf.getPnorm();
    int[] kernel = geometry.kernel();
    Tensor powers = powers(p);
    Tensor mean = windows("mean", Role.INTERMEDIATE, meanOf(Padding.VALID), padded(pad(), powers));
    Tensor size = scope.auxiliary("window-size", Shape.of(), (float) kernel[0] * kernel[1]);
    Mul times = new Mul(Activation.NONE);
    if (p == 1) {
      return scope.output(times, List.of(mean, size));
    }
    Tensor sum = scope.helper("sum", times, List.of(mean, size));
    if (p == 2) {
      return scope.output(new Sqrt(), List.of(sum));
    }
    Tensor root = scope.auxiliary("root", Shape.of(), 1f / p);
    return scope.output(new Pow(), List.of(sum, root));
  }

  private Tensor powers(int p) {
    if (p == 2) {
      return scope.helper("squares", new Mul(Activation.NONE), List.of(image, image));
    }
    Tensor magnitudes = scope.helper("magnitudes", new Abs(), List.of(image));
    if (p == 1) {
      return magnitudes;
    }
    Tensor exponent = scope.auxiliary("exponent", Shape.of(), p);
    return scope.helper("powers", new Pow(), List.of(magnitudes, exponent));
  }

  /** The padding that surrounds the image, be it given or implied by mode {@code Same}. */
  private Pad pad() {
    if (!geometry.isSame()) {
      return geometry.pad();
    }
    Window window = geometry.window();
    int[] before = new int[2];
    int[] after = new int[2];
    for (int axis = 0; axis < 2; axis++) {
      int size = image.shape().dim(1 + axis);
      int span = geometry.span(axis);
      int stride = geometry.stride()[axis];
      before[axis] = window.padding().before(size, span, stride);
      int outputs = window.padding().outputSize(size, span, stride);
      after[axis] = Math.max(0, (outputs - 1) * stride + span - size - before[axis]);
    }
    return new Pad(List.of(0, before[0], before[1], 0), List.of(0, after[0], after[1], 0));
  }

  /** A pooling operation, given its strides. */
  private interface WindowOp {
    Op of(int rows, int columns);
  }

  /** Adds a pooling; a dilated one as one on each of the images that its windows skip through. */
  private Tensor windows(String name, Role role, WindowOp op, Tensor values) {
    int[] stride = geometry.stride();
    return geometry.isDilated()
        ? Dilation.of(scope, geometry).pooled(name, role, op.of(1, 1), values)
        : scope.node(name, role, op.of(stride[0], stride[1]), List.of(values));
  }

  /**
   * The mean over the cells inside the image, for a padding no operation of a file has: the mean
   * over whole windows of the zero-padded image, times window size / cells inside.
   */
  private Tensor corrected(Pad pad) {
    Tensor mean = windows("mean", Role.INTERMEDIATE, meanOf(Padding.VALID), padded(pad, image));
    int rows = mean.shape().dim(1);
    int columns = mean.shape().dim(2);
    int[] insideRows = inside(0, rows, pad.before().get(1));
    int[] insideColumns = inside(1, columns, pad.before().get(2));
    int cells = geometry.kernel()[0] * geometry.kernel()[1];
    List<Float> factors = new ArrayList<>();
    for (int row : insideRows) {
      for (int column : insideColumns) {
        factors.add((float) ((double) cells / Math.max(1, row * column)));
      }
    }
    float[] values = new float[factors.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = factors.get(i);
    }
    Tensor factor = scope.auxiliary("correction", Shape.of(1, rows, columns, 1), values);
    return scope.output(new Mul(Activation.NONE), List.of(mean, factor));
  }

  /** For each window along an axis how many of its cells lie on the image. */
  private int[] inside(int axis, int windows, int before) {
    int[] inside = new int[windows];
    for (int window = 0; window < windows; window++) {
      for (int cell = 0; cell < geometry.kernel()[axis]; cell++) {
        int at = window * geometry.stride()[axis] + cell * geometry.dilation()[axis] - before;
        inside[window] += at >= 0 && at < image.shape().dim(1 + axis) ? 1 : 0;
      }
    }
    return inside;
  }
}
