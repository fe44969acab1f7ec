package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Global pooling of sequences, images and volumes over all axes but one. */
public final class GlobalPoolingTranslator implements Translator<GlobalPoolingLayer> {
  /** What is left of an image, for MAX_POOL_2D. */
  private static final List<Integer> IMAGE_AXES = List.of(1, 2);

  private static final Map<PoolingType, Pooling> POOLINGS =
      new EnumMap<>(
          Map.of(
              PoolingType.AVG, GlobalPoolingTranslator::average,
              PoolingType.MAX, GlobalPoolingTranslator::max,
              PoolingType.SUM, GlobalPoolingTranslator::sum,
              PoolingType.PNORM, GlobalPoolingTranslator::norm));

  /** The operations of one type. */
  @FunctionalInterface
  private interface Pooling {
    Tensor add(GlobalPoolingLayer conf, LayerScope scope, Value input, List<Integer> axes);
  }

  @Override
  public Class<GlobalPoolingLayer> type() {
    return GlobalPoolingLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(GlobalPoolingLayer.class.getName());
  }

  @Override
  public Value translate(GlobalPoolingLayer conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    int rank = input.shape().rank();
    // GlobalPoolingLayer of 1.0.0-M2.1 takes the axes from 2 on where none are set, in any format.
    int[] pooled =
        conf.getPoolingDimensions() == null
            ? IntStream.range(2, rank).toArray()
            : conf.getPoolingDimensions();
    requireAllButOne(input, pooled);
    requireKept(conf, input, pooled);
    List<Integer> axes = Arrays.stream(pooled).map(input::axis).sorted().boxed().toList();
    Tensor result = POOLINGS.get(conf.getPoolingType()).add(conf, scope, input, axes);
    return conf.isCollapseDimensions() ? Value.Features.of(result) : input.in(result);
  }

  private static void requireAllButOne(Value input, int[] pooled) {
    int rank = input.shape().rank();
    boolean axes = Arrays.stream(pooled).allMatch(axis -> axis > 0 && axis < rank);
    if (rank < 3 || !axes || Arrays.stream(pooled).distinct().count() != rank - 2) {
      throw new UntranslatableException(
          "it pools over the axes "
              + Arrays.toString(pooled)
              + " of a "
              + input.describe()
              + ", which does not leave one value per sample and channel",
          "Set poolingDimensions to all axes but the batch and the channels");
    }
  }

  private static void requireKept(GlobalPoolingLayer conf, Value input, int[] pooled) {
    boolean channelsFirst = Arrays.stream(pooled).allMatch(axis -> axis > 1);
    if (!conf.isCollapseDimensions() && !channelsFirst) {
      throw new UntranslatableException(
          "Deeplearning4j cannot keep the dimensions of a " + input.describe() + " either",
          "Set collapseDimensions(true)");
    }
    if (!conf.isCollapseDimensions() && input.axis(1) == 1) {
      throw new UntranslatableException(
          "Deeplearning4j keeps the second axis, which is not the channels of a "
              + input.describe(),
          "Set collapseDimensions(true)");
    }
  }

  private static Tensor average(
      GlobalPoolingLayer conf, LayerScope scope, Value input, List<Integer> axes) {
    return scope.output(new Mean(axes, !conf.isCollapseDimensions()), List.of(input.tensor()));
  }

  private static Tensor sum(
      GlobalPoolingLayer conf, LayerScope scope, Value input, List<Integer> axes) {
    return scope.output(new Sum(axes, !conf.isCollapseDimensions()), List.of(input.tensor()));
  }

  private static Tensor max(
      GlobalPoolingLayer conf, LayerScope scope, Value input, List<Integer> axes) {
    if (input instanceof Value.Image image && axes.equals(IMAGE_AXES)) {
      return maxOfImage(conf, scope, image);
    }
    return scope.output(new ReduceMax(axes, !conf.isCollapseDimensions()), List.of(input.tensor()));
  }

  private static Tensor maxOfImage(GlobalPoolingLayer conf, LayerScope scope, Value.Image image) {
    Window window = Window.of(1, 1, Padding.VALID);
    MaxPool2d max = new MaxPool2d(image.height(), image.width(), window, Activation.NONE);
    if (!conf.isCollapseDimensions()) {
      return scope.output(max, List.of(image.tensor()));
    }
    Tensor largest = scope.node("largest", Role.INTERMEDIATE, max, List.of(image.tensor()));
    Reshape flat = new Reshape(Shape.of(image.shape().dim(0), image.channels()));
    return scope.output(flat, List.of(largest));
  }

  /** (sum of |x|^p)^(1/p). */
  private static Tensor norm(
      GlobalPoolingLayer conf, LayerScope scope, Value input, List<Integer> axes) {
    int p = conf.getPnorm();
    Sum sum = new Sum(axes, !conf.isCollapseDimensions());
    if (p == 2) {
      Mul product = new Mul(Activation.NONE);
      Tensor squares = scope.helper("squares", product, List.of(input.tensor(), input.tensor()));
      return scope.output(new Sqrt(), List.of(scope.helper("sum", sum, List.of(squares))));
    }
    Tensor sizes = scope.helper("sizes", new Abs(), List.of(input.tensor()));
    Tensor exponent = scope.auxiliary("p", Shape.of(), p);
    Tensor powers = scope.helper("powers", new Pow(), List.of(sizes, exponent));
    Tensor root = scope.auxiliary("root", Shape.of(), (float) (1.0 / p));
    return scope.output(new Pow(), List.of(scope.helper("sum", sum, List.of(powers)), root));
  }
}
