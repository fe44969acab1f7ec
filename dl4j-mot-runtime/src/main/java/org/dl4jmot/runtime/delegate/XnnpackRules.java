package org.dl4jmot.runtime.delegate;

import static org.dl4jmot.runtime.delegate.Rules.constant;
import static org.dl4jmot.runtime.delegate.Rules.inputs;
import static org.dl4jmot.runtime.delegate.Rules.isEightBit;
import static org.dl4jmot.runtime.delegate.Rules.rankAtMost;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * What XNNPACK wants of each operation, from LiteRT's {@code xnnpack_delegate.cc} ({@code Visit...}
 * and {@code Check...}), with what LiteRT 2.20 does where the newest source says otherwise (it has
 * no LOG yet).
 */
final class XnnpackRules {
  /** XNN_MAX_TENSOR_DIMS. */
  private static final int MOST_AXES = 6;

  private static final float LARGEST_FACTOR = 256;

  private static final Set<Class<? extends Op>> WEIGHTED =
      Set.of(Conv2d.class, DepthwiseConv2d.class, FullyConnected.class, TransposeConv.class);

  private static final float SMALLEST_LEAKY_RATIO = 1 / 256f;
  private static final float LARGEST_LEAKY_RATIO = 128;
  private static final float LEAST_LEAKY_NEGATIVE = -32_767 / 256f;

  /** Float32, or 8 bits per tensor on both sides. */
  private static final Rule<Op> PLAIN =
      new Rule<>(
          "float32 or 8-bit tensors with one scale",
          site -> Rules.tensors(site).allMatch(XnnpackRules::isPlain));

  private static final Rule<Op> FLOAT =
      new Rule<>("float32", site -> Rules.tensors(site).allMatch(XnnpackRules::isFloat));

  private static final Rule<Op> FLOAT_OR_INT8 =
      new Rule<>(
          "float32 or int8 tensors with one scale",
          site ->
              Rules.tensors(site)
                  .allMatch(t -> isFloat(t) || (t.type() == DataType.INT8 && isEightBit(t))));

  private static final Rule<Op> ONE_TYPE =
      new Rule<>(
          "one element type for inputs and result",
          site -> site.inputs().stream().allMatch(t -> t.type() == site.output().type()));

  private static final Rule<Op> RESULT_LIKE_INPUT =
      new Rule<>(
          "a result of the input's element type", site -> site.type(0) == site.output().type());

  private static final Rule<Op> SAME_SCALE =
      new Rule<>(
          "equal scales of input and result",
          site ->
              isFloat(site.output())
                  || site.input(0).quantization().equals(site.output().quantization()));

  private static final Rule<Op> INTEGER_WEIGHTS_BELOW_INTEGERS =
      new Rule<>(
          "weights of the input's element type (it has no kernel for float inputs with int8"
              + " weights)",
          site -> site.type(1) == site.type(0));

  private static final Rule<Op> WEIGHTS_FIT_INPUT =
      new Rule<>(
          "weights of the input's element type, or int8 weights for float inputs",
          site ->
              site.type(1) == site.type(0)
                  || (site.type(0) == DataType.FLOAT32 && site.type(1) == DataType.INT8));

  private static final Rule<Op> FLOAT16_TOGETHER =
      new Rule<>(
          "weights and bias both stored as float16 or both as float32",
          site ->
              !site.has(2)
                  || !isFloat(site.input(1))
                  || site.isUnpacked(site.input(1)) == site.isUnpacked(site.input(2)));

  private static final Rule<Op> FLOAT16_BIAS =
      new Rule<>(
          "a float16 bias beside float16 weights (a file has one of float32 zeros where the graph"
              + " has none)",
          site -> site.has(2) || !site.isUnpacked(site.input(1)));

  private static final Rule<Op> SYMMETRIC_WEIGHTS =
      new Rule<>(
          "a zero point of 0 for weights where inputs are integers",
          site -> isFloat(site.input(0)) || isSymmetric(site.input(1)));

  private static final Rule<Op> CLOSE_SCALES =
      new Rule<>(
          "scales of the inputs 1/1024 to 256 times that of the result",
          site ->
              within(Site.scale(site.input(0)) / Site.scale(site.output()), 1 / 1024f, 256)
                  && within(Site.scale(site.input(1)) / Site.scale(site.output()), 1 / 1024f, 256));

  private static final Rule<Op> CLOSE_PRODUCT =
      new Rule<>(
          "a product of the inputs' scales 1/65536 to 256 times the scale of the result",
          site ->
              within(
                  Site.scale(site.input(0)) * Site.scale(site.input(1)) / Site.scale(site.output()),
                  1 / 65536f,
                  256));

  static final RuleTable TABLE =
      RuleTable.builder()
          .every(rankAtMost(MOST_AXES))
          .rows(
              List.of(
                  Abs.class,
                  Exp.class,
                  Relu.class,
                  Relu6.class,
                  ReluN1To1.class,
                  Sqrt.class,
                  Div.class,
                  Maximum.class,
                  Minimum.class),
              List.of(FLOAT))
          .rows(List.of(Logistic.class, Tanh.class, Transpose.class), List.of(PLAIN))
          .rows(List.of(Mean.class, Sum.class, ReduceMax.class, Pad.class), List.of(PLAIN))
          .rows(List.of(Add.class, Sub.class), List.of(PLAIN, ONE_TYPE, CLOSE_SCALES))
          .row(Mul.class, List.of(PLAIN, ONE_TYPE, CLOSE_PRODUCT))
          .row(PRelu.class, List.of(FLOAT, constant(1, "slopes")))
          .row(Elu.class, List.of(FLOAT_OR_INT8))
          .row(LeakyRelu.class, List.of(PLAIN, leakySlope()))
          .row(Softmax.class, List.of(FLOAT, beta()))
          .row(Quantize.class, List.of(PLAIN, quantizes()))
          .row(Dequantize.class, List.of(dequantizes()))
          .row(Reshape.class, List.of(PLAIN, SAME_SCALE))
          .row(Slice.class, List.of(PLAIN))
          .row(StridedSlice.class, List.of(PLAIN, unitStrides()))
          .row(Concatenation.class, List.of(inputs(2, 5), PLAIN, equalUint8Scales()))
          .row(DepthToSpace.class, List.of(PLAIN, blockOfDepth()))
          .row(SpaceToDepth.class, List.of(PLAIN, blockOfSpace()))
          .row(MaxPool2d.class, List.of(PLAIN, maxWindow()))
          .row(AveragePool2d.class, List.of(FLOAT, averageWindow()))
          .row(Conv2d.class, weighted(WEIGHTS_FIT_INPUT, 0))
          .row(DepthwiseConv2d.class, weighted(INTEGER_WEIGHTS_BELOW_INTEGERS, 3))
          .row(FullyConnected.class, dense())
          .row(TransposeConv.class, transposeConv())
          .row(BatchMatMul.class, List.of(matrices()))
          .build();

  private XnnpackRules() {}

  /**
   * Why XNNPACK cannot prepare a node that it took. Its integer convolutions refuse to multiply
   * sums by 256 or more (measured: up to 246 LiteRT 2.20 runs, from 298 on it refuses the file).
   */
  static Optional<String> failure(Site<Op> site) {
    if (!WEIGHTED.contains(site.op().getClass()) || !isEightBit(site.input(0))) {
      return Optional.empty();
    }
    float most = 0;
    for (float scale : site.input(1).requireQuantization().scales()) {
      most = Math.max(most, Site.scale(site.input(0)) * scale / Site.scale(site.output()));
    }
    return most >= LARGEST_FACTOR
        ? Optional.of(
            "scale of the input times scale of the weights is "
                + most
                + " times that of the result, XNNPACK prepares less than 256")
        : Optional.empty();
  }

  private static List<Rule<Op>> weighted(Rule<Op> fit, int channelAxis) {
    return List.of(
        ends(),
        weights(channelAxis),
        constant(1, "weights"),
        constant(2, "bias"),
        FLOAT16_TOGETHER,
        FLOAT16_BIAS,
        RESULT_LIKE_INPUT,
        fit);
  }

  private static List<Rule<Op>> dense() {
    return List.of(
        ends(),
        weights(0),
        constant(1, "weights"),
        constant(2, "bias"),
        FLOAT16_TOGETHER,
        RESULT_LIKE_INPUT,
        WEIGHTS_FIT_INPUT,
        SYMMETRIC_WEIGHTS);
  }

  private static List<Rule<? super TransposeConv>> transposeConv() {
    return List.of(
        ends(),
        weights(0),
        constant(1, "weights"),
        constant(2, "bias"),
        new Rule<>(
            "a filter at least as large as the strides under SAME padding",
            site ->
                site.op().window().padding() != Padding.SAME
                    || (site.input(1).shape().dim(1) >= site.op().window().strideHeight()
                        && site.input(1).shape().dim(2) >= site.op().window().strideWidth())));
  }

  /** First input and result. */
  private static Rule<Op> ends() {
    return new Rule<>(
        "float32 or 8-bit inputs and results with one scale",
        site -> isPlain(site.input(0)) && isPlain(site.output()));
  }

  private static Rule<Op> weights(int channelAxis) {
    return new Rule<>(
        "float32 or 8-bit weights, scales along axis " + channelAxis + " where there are several",
        site -> isPlain(site.input(1)) || isPerChannel(site.input(1), channelAxis));
  }

  /** The newest source has one for integers too, LiteRT 2.20 leaves them. */
  private static Rule<BatchMatMul> matrices() {
    return new Rule<>(
        "float32 matrices, or float32 times int8",
        site ->
            isFloat(site.input(0))
                && isFloat(site.output())
                && (isFloat(site.input(1)) || site.type(1) == DataType.INT8));
  }

  private static Rule<LeakyRelu> leakySlope() {
    return new Rule<>(
        "a slope that is not 0, and scales 1/256 to 128 apart on both sides of 0",
        site -> {
          float positive = Site.scale(site.input(0)) / Site.scale(site.output());
          float alpha = site.op().alpha();
          float negative = positive * alpha;
          return Math.abs(alpha) >= Float.MIN_NORMAL
              && (Float.isNaN(positive)
                  || (positive >= SMALLEST_LEAKY_RATIO
                      && positive <= LARGEST_LEAKY_RATIO
                      && Math.abs(negative) >= SMALLEST_LEAKY_RATIO
                      && negative >= LEAST_LEAKY_NEGATIVE
                      && negative <= LARGEST_LEAKY_RATIO));
        });
  }

  private static Rule<Softmax> beta() {
    return new Rule<>("beta 1", site -> site.op().beta() == 1);
  }

  private static Rule<Quantize> quantizes() {
    return new Rule<>(
        "float inputs, or the result's type and scales 1/256 to 128 apart",
        site ->
            isFloat(site.input(0))
                || (site.type(0) == site.output().type()
                    && within(
                        Site.scale(site.input(0)) / Site.scale(site.output()),
                        SMALLEST_LEAKY_RATIO,
                        Math.nextUp(LARGEST_LEAKY_RATIO))));
  }

  private static Rule<Dequantize> dequantizes() {
    return new Rule<>("8-bit inputs with one scale", site -> isEightBit(site.input(0)));
  }

  private static Rule<StridedSlice> unitStrides() {
    return new Rule<>(
        "strides of 1", site -> site.op().strides().stream().allMatch(stride -> stride == 1));
  }

  private static Rule<Concatenation> equalUint8Scales() {
    return new Rule<>(
        "equal scales of uint8 inputs and result",
        site ->
            site.output().type() != DataType.UINT8
                || site.inputs().stream()
                    .allMatch(t -> t.quantization().equals(site.output().quantization())));
  }

  private static Rule<DepthToSpace> blockOfDepth() {
    return new Rule<>("blocks larger than 1", site -> site.op().block() > 1);
  }

  private static Rule<SpaceToDepth> blockOfSpace() {
    return new Rule<>("blocks larger than 1", site -> site.op().block() > 1);
  }

  private static Rule<MaxPool2d> maxWindow() {
    return new Rule<>(
        "strides no larger than the window",
        site -> covers(site.op().filterHeight(), site.op().filterWidth(), site.op().window()));
  }

  private static Rule<AveragePool2d> averageWindow() {
    return new Rule<>(
        "strides no larger than the window",
        site -> covers(site.op().filterHeight(), site.op().filterWidth(), site.op().window()));
  }

  private static boolean covers(int height, int width, Window window) {
    return window.strideHeight() <= height && window.strideWidth() <= width;
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.type() == DataType.FLOAT32;
  }

  private static boolean isPlain(Tensor tensor) {
    return isFloat(tensor) || isEightBit(tensor);
  }

  private static boolean isPerChannel(Tensor tensor, int axis) {
    return tensor.type() == DataType.INT8
        && tensor
            .quantization()
            .map(QuantizationParameters::axis)
            .filter(a -> a == axis)
            .isPresent();
  }

  private static boolean isSymmetric(Tensor tensor) {
    return tensor
        .quantization()
        .map(quantization -> IntStream.of(quantization.zeroPoints()).allMatch(zero -> zero == 0))
        .orElse(true);
  }

  /** From one bound to below the other; what has no single scale is not asked. */
  private static boolean within(float ratio, float least, float below) {
    return Float.isNaN(ratio) || (ratio >= least && ratio < below);
  }
}
