package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.params.DeconvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Three-dimensional transposed convolutions: zeros between the volume's cells, then a convolution
 * with the filter turned around.
 */
public final class Deconvolution3DTranslator implements Translator<Deconvolution3D> {
  private static final List<String> AXES = List.of("depth", "height", "width");

  @Override
  public Class<Deconvolution3D> type() {
    return Deconvolution3D.class;
  }

  @Override
  public List<Problem> problems(Deconvolution3D conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    for (int axis = 0; axis < AXES.size(); axis++) {
      if (conf.getConvolutionMode() != ConvolutionMode.Same
          && conf.getPadding()[axis] >= span(conf, axis)) {
        problems.add(
            new Problem(
                "its padding along the " + AXES.get(axis) + " is as large as its kernel",
                "Pad by less than the kernel's size"));
      }
    }
    return problems;
  }

  @Override
  public Value translate(Deconvolution3D conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(conf.getDataFormat());
    Tensor filter = filter(scope, conf.getDilation());
    Convolution3DTranslator.requireChannels(input, filter.shape().dim(3));
    Tensor volume = framed(conf, scope, stuffed(conf, scope, input.tensor()), input);
    List<Tensor> operands = new ArrayList<>(List.of(volume, filter));
    if (conf.hasBias()) {
      float[] bias = scope.parameters().read(DeconvolutionParamInitializer.BIAS_KEY);
      operands.add(scope.constant("bias", Role.BIAS, Shape.of(bias.length), bias));
    }
    Conv3d op = new Conv3d(1, 1, Window.of(1, 1, Padding.VALID), Activation.NONE);
    return scope.activated(op, operands, conf.getActivationFn(), input);
  }

  /** Behind each cell along an axis as many zeros as the stride skips. */
  private static Tensor stuffed(Deconvolution3D conf, LayerScope scope, Tensor volume) {
    Tensor stuffed = volume;
    for (int axis = 1; axis <= AXES.size(); axis++) {
      int stride = conf.getStride()[axis - 1];
      if (stride > 1) {
        stuffed = stuffed(scope, stuffed, axis, stride);
      }
    }
    return stuffed;
  }

  private static Tensor stuffed(LayerScope scope, Tensor volume, int axis, int stride) {
    String name = AXES.get(axis - 1);
    Shape shape = volume.shape();
    int before = 1;
    for (int i = 0; i <= axis; i++) {
      before *= shape.dim(i);
    }
    Shape cells = Shape.of(before, 1, shape.elements() / before);
    Tensor apart = scope.reshaped(name + "-cells", volume, cells);
    Pad zeros = new Pad(List.of(0, 0, 0), List.of(0, stride - 1, 0));
    Tensor padded = scope.helper(name + "-zeros", zeros, List.of(apart));
    return scope.reshaped(name + "-stuffed", padded, shape.with(axis, shape.dim(axis) * stride));
  }

  /** Zeros around the volume, and fewer behind it where the stride has left too many. */
  private static Tensor framed(
      Deconvolution3D conf, LayerScope scope, Tensor stuffed, Value.Volume input) {
    List<Integer> before = new ArrayList<>(List.of(0));
    List<Integer> after = new ArrayList<>(List.of(0));
    List<Integer> kept = new ArrayList<>(List.of(stuffed.shape().dim(0)));
    for (int axis = 0; axis < AXES.size(); axis++) {
      int size = stuffed.shape().dim(axis + 1);
      int span = span(conf, axis);
      int result = result(conf, axis, input.shape().dim(axis + 1));
      int front = span - 1 - cut(conf, axis, input.shape().dim(axis + 1), result);
      int back = result + span - 1 - size - front;
      before.add(front);
      after.add(Math.max(0, back));
      kept.add(size + Math.min(0, back));
    }
    before.add(0);
    after.add(0);
    kept.add(stuffed.shape().dim(4));
    Shape fewer = Shape.of(kept);
    Tensor volume =
        fewer.equals(stuffed.shape())
            ? stuffed
            : scope.helper("cut", new Slice(List.of(0, 0, 0, 0, 0), kept), List.of(stuffed));
    return scope.helper("framed", new Pad(before, after), List.of(volume));
  }

  /** Cells that a filter with its dilation covers along an axis. */
  private static int span(Deconvolution3D conf, int axis) {
    return (conf.getKernelSize()[axis] - 1) * conf.getDilation()[axis] + 1;
  }

  private static int result(Deconvolution3D conf, int axis, int size) {
    int stride = conf.getStride()[axis];
    return conf.getConvolutionMode() == ConvolutionMode.Same
        ? stride * size
        : stride * (size - 1) + span(conf, axis) - 2 * conf.getPadding()[axis];
  }

  /** Cells cut from the front of all that the filter reaches. */
  private static int cut(Deconvolution3D conf, int axis, int size, int result) {
    if (conf.getConvolutionMode() != ConvolutionMode.Same) {
      return conf.getPadding()[axis];
    }
    int reached = conf.getStride()[axis] * (size - 1) + span(conf, axis);
    return Math.max(0, reached - result) / 2;
  }

  /**
   * [kD, kH, kW, out, in] becomes [kD, kH, kW, in, out], turned around, with zeros for the cells
   * that dilation skips: dilated CONV_3D of LiteRT 2.20 writes outside its buffers.
   */
  private static Tensor filter(LayerScope scope, int[] dilation) {
    String key = DeconvolutionParamInitializer.WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    float[] values = scope.parameters().readPermuted(key, 0, 1, 2, 4, 3);
    int matrix = trained.dim(3) * trained.dim(4);
    int[] size = new int[AXES.size()];
    Arrays.setAll(size, axis -> (trained.dim(axis) - 1) * dilation[axis] + 1);
    float[] turned = new float[size[0] * size[1] * size[2] * matrix];
    int from = 0;
    for (int d = 0; d < trained.dim(0); d++) {
      for (int y = 0; y < trained.dim(1); y++) {
        for (int x = 0; x < trained.dim(2); x++) {
          int cell = (d * dilation[0] * size[1] + y * dilation[1]) * size[2] + x * dilation[2];
          int to = turned.length - (cell + 1) * matrix;
          System.arraycopy(values, from, turned, to, matrix);
          from += matrix;
        }
      }
    }
    Shape shape = Shape.of(size[0], size[1], size[2], trained.dim(4), trained.dim(3));
    return scope.constant("weight", Role.WEIGHT, shape, turned);
  }
}
