package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Global max and average pooling of images. */
public final class GlobalPoolingTranslator implements Translator<GlobalPoolingLayer> {
  @Override
  public Class<GlobalPoolingLayer> type() {
    return GlobalPoolingLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(GlobalPoolingLayer.class.getName());
  }

  @Override
  public List<Problem> problems(GlobalPoolingLayer conf) {
    PoolingType type = conf.getPoolingType();
    return type == PoolingType.MAX || type == PoolingType.AVG
        ? List.of()
        : List.of(new Problem("pooling type " + type + " is not supported", "Use MAX or AVG"));
  }

  @Override
  public Value translate(GlobalPoolingLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage();
    requireSpatial(conf, input);
    if (conf.getPoolingType() == PoolingType.AVG) {
      Mean mean = new Mean(List.of(1, 2), !conf.isCollapseDimensions());
      return value(conf, input, scope.output(mean, List.of(input.tensor())));
    }
    Window window = Window.of(1, 1, Padding.VALID);
    MaxPool2d max = new MaxPool2d(input.height(), input.width(), window, Activation.NONE);
    if (!conf.isCollapseDimensions()) {
      return input.in(scope.output(max, List.of(input.tensor())));
    }
    Tensor largest = scope.node("largest", Role.INTERMEDIATE, max, List.of(input.tensor()));
    Reshape flat = new Reshape(Shape.of(input.shape().dim(0), input.channels()));
    return value(conf, input, scope.output(flat, List.of(largest)));
  }

  private static Value value(GlobalPoolingLayer conf, Value.Image input, Tensor result) {
    return conf.isCollapseDimensions() ? Value.Features.of(result) : input.in(result);
  }

  private static void requireSpatial(GlobalPoolingLayer conf, Value.Image input) {
    int[] spatial = input.format() == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2};
    // GlobalPoolingLayer of 1.0.0-M2.1 takes 2, 3 where none are set, in either format.
    int[] pooled =
        conf.getPoolingDimensions() == null ? new int[] {2, 3} : conf.getPoolingDimensions();
    if (!Arrays.equals(spatial, pooled)) {
      throw new UntranslatableException(
          "it pools over the axes "
              + Arrays.toString(pooled)
              + ", which are not height and width of "
              + input.format()
              + " images",
          "Set poolingDimensions to " + Arrays.toString(spatial) + " or the network's InputType");
    }
    if (!conf.isCollapseDimensions() && input.format() == CNN2DFormat.NHWC) {
      throw new UntranslatableException(
          "Deeplearning4j cannot keep the dimensions of pooled NHWC images either",
          "Set collapseDimensions(true)");
    }
  }
}
