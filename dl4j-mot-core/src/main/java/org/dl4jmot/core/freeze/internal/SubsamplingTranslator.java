package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Max and average pooling. */
public final class SubsamplingTranslator implements Translator<SubsamplingLayer> {
  @Override
  public Class<SubsamplingLayer> type() {
    return SubsamplingLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SubsamplingLayer.class.getName(), Pooling2D.class.getName());
  }

  @Override
  public List<Problem> problems(SubsamplingLayer conf) {
    List<Problem> problems = new ArrayList<>(geometry(conf).problems());
    if (isMax(conf) == isAverage(conf)) {
      problems.add(
          new Problem(
              "pooling type " + conf.getPoolingType() + " is not supported", "Use MAX or AVG"));
    }
    if (conf.getDilation()[0] != 1 || conf.getDilation()[1] != 1) {
      problems.add(new Problem("dilated pooling is not supported", "Use dilation 1"));
    }
    return problems;
  }

  @Override
  public Value translate(SubsamplingLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getCnn2dDataFormat());
    return input.in(isMax(conf) ? max(conf, scope, input) : average(conf, scope, input));
  }

  private static boolean isMax(SubsamplingLayer conf) {
    return conf.getPoolingType() == PoolingType.MAX;
  }

  private static boolean isAverage(SubsamplingLayer conf) {
    return conf.getPoolingType() == PoolingType.AVG;
  }

  private static ImageGeometry geometry(SubsamplingLayer conf) {
    return new ImageGeometry(
        conf.getConvolutionMode(),
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation());
  }

  private static Tensor max(SubsamplingLayer conf, LayerScope scope, Value.Image input) {
    ImageGeometry geometry = geometry(conf);
    Tensor image = input.tensor();
    if (geometry.isPadded()) {
      // Zeros would win over negative values.
      Tensor lowest = scope.auxiliary("lowest", Shape.of(), -Float.MAX_VALUE);
      PadV2 pad = new PadV2(geometry.before(), geometry.before());
      image = scope.helper("padded", pad, List.of(image, lowest));
    }
    int[] kernel = conf.getKernelSize();
    return scope.output(
        new MaxPool2d(kernel[0], kernel[1], geometry.window(), Activation.NONE), List.of(image));
  }

  private static Tensor average(SubsamplingLayer conf, LayerScope scope, Value.Image input) {
    Pad pad = pad(geometry(conf), input);
    boolean unpadded = pad.before().equals(pad.after()) && pad.before().equals(NOTHING);
    if (unpadded) {
      return scope.output(pool(conf, Padding.VALID), List.of(input.tensor()));
    }
    if (conf.isAvgPoolIncludePadInDivisor()) {
      Tensor padded = scope.helper("padded", pad, List.of(input.tensor()));
      return scope.output(pool(conf, Padding.VALID), List.of(padded));
    }
    return geometry(conf).isSame()
        ? scope.output(pool(conf, Padding.SAME), List.of(input.tensor()))
        : corrected(conf, scope, input, pad);
  }

  private static final List<Integer> NOTHING = List.of(0, 0, 0, 0);

  private static AveragePool2d pool(SubsamplingLayer conf, Padding padding) {
    int[] kernel = conf.getKernelSize();
    Window window = geometry(conf).window().with(padding);
    return new AveragePool2d(kernel[0], kernel[1], window, Activation.NONE);
  }

  /** The padding that surrounds the image, be it given or implied by mode {@code Same}. */
  private static Pad pad(ImageGeometry geometry, Value.Image input) {
    if (!geometry.isSame()) {
      return geometry.pad();
    }
    int[] kernel = geometry.kernel();
    Window window = geometry.window();
    int top = window.paddingTop(input.height(), kernel[0]);
    int left = window.paddingLeft(input.width(), kernel[1]);
    int rows = window.outputHeight(input.height(), kernel[0]);
    int columns = window.outputWidth(input.width(), kernel[1]);
    int bottom = (rows - 1) * window.strideHeight() + kernel[0] - input.height() - top;
    int right = (columns - 1) * window.strideWidth() + kernel[1] - input.width() - left;
    return new Pad(
        List.of(0, top, left, 0), List.of(0, Math.max(0, bottom), Math.max(0, right), 0));
  }

  /**
   * The mean over the cells inside the image, for a padding no operation of a file has: the mean
   * over whole windows of the zero-padded image, times window size / cells inside.
   */
  private static Tensor corrected(
      SubsamplingLayer conf, LayerScope scope, Value.Image input, Pad pad) {
    Tensor padded = scope.helper("padded", pad, List.of(input.tensor()));
    Tensor mean = scope.node("mean", Role.INTERMEDIATE, pool(conf, Padding.VALID), List.of(padded));
    int[] kernel = conf.getKernelSize();
    int[] stride = conf.getStride();
    int rows = mean.shape().dim(1);
    int columns = mean.shape().dim(2);
    float[] factors = new float[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int inside =
            inside(y * stride[0] - pad.before().get(1), kernel[0], input.height())
                * inside(x * stride[1] - pad.before().get(2), kernel[1], input.width());
        factors[y * columns + x] = (float) ((double) kernel[0] * kernel[1] / inside);
      }
    }
    Tensor factor = scope.auxiliary("correction", Shape.of(1, rows, columns, 1), factors);
    return scope.output(new Mul(Activation.NONE), List.of(mean, factor));
  }

  private static int inside(int start, int length, int size) {
    return Math.max(1, Math.min(start + length, size) - Math.max(start, 0));
  }
}
