package org.dl4jmot.runtime.sweep;

import java.util.Map;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one operation each with float activations and int8 weights. */
final class HybridCases {
  static final Map<String, Function<Draw, Graph>> ALL =
      Map.of(
          "CONV_2D per tensor", draw -> convolution(draw, HybridCases::oneScale),
          "CONV_2D per channel", draw -> convolution(draw, HybridCases::scales),
          "DEPTHWISE_CONV_2D per channel", HybridCases::depthwise,
          "FULLY_CONNECTED per tensor",
              draw -> dense(draw, HybridCases::oneScale, draw.chance(0.5)),
          "FULLY_CONNECTED per channel", draw -> dense(draw, HybridCases::scales, true));

  private HybridCases() {}

  /** Draws the quantization of weights with a number of channels along an axis. */
  @FunctionalInterface
  private interface Weights {
    QuantizationParameters draw(Draw draw, int channels, int axis);
  }

  private static QuantizationParameters oneScale(Draw draw, int channels, int axis) {
    return QuantizationParameters.perTensor(draw.logUniform(1e-4, 1e-1), 0);
  }

  private static QuantizationParameters scales(Draw draw, int channels, int axis) {
    float[] scales = new float[channels];
    for (int c = 0; c < channels; c++) {
      scales[c] = draw.logUniform(1e-4, 1e-1);
    }
    return QuantizationParameters.symmetricPerAxis(scales, axis);
  }

  private static Graph convolution(Draw draw, Weights weights) {
    Shape image = draw.image();
    int channels = draw.integer(1, 20);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(channels, height, width, image.dim(3));
    return new OneOp()
        .input(image)
        .constant(
            filter,
            ConstantData.of(draw.weights(filter.elements())),
            weights.draw(draw, channels, 0))
        .perhaps(
            draw, op -> op.constant(Shape.of(channels), ConstantData.of(draw.floats(channels))))
        .floats(new Conv2d(draw.window(image, height, width), draw.activation()));
  }

  private static Graph depthwise(Draw draw) {
    Shape image = draw.image();
    int channels = image.dim(3) * draw.integer(1, 3);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(1, height, width, channels);
    return new OneOp()
        .input(image)
        .constant(
            filter, ConstantData.of(draw.weights(filter.elements())), scales(draw, channels, 3))
        .perhaps(
            draw, op -> op.constant(Shape.of(channels), ConstantData.of(draw.floats(channels))))
        .floats(new DepthwiseConv2d(draw.window(image, height, width), draw.activation()));
  }

  private static Graph dense(Draw draw, Weights weights, boolean asymmetric) {
    int units = draw.integer(1, 40);
    int inputs = draw.integer(1, 70);
    OneOp op =
        new OneOp()
            .input(draw.matrix(inputs))
            .constant(
                Shape.of(units, inputs),
                ConstantData.of(draw.weights(units * inputs)),
                weights.draw(draw, units, 0));
    if (draw.chance(0.8)) {
      op.constant(Shape.of(units), ConstantData.of(draw.floats(units)));
    }
    return op.floats(new FullyConnected(draw.activation(), false, asymmetric));
  }
}
