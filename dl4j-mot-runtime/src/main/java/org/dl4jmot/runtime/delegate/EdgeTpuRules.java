package org.dl4jmot.runtime.delegate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * What the Edge TPU's compiler wants of each operation, from the table of supported operations and
 * the model requirements that Coral publishes. The table warns that large RESHAPE and
 * RESIZE_NEAREST_NEIGHBOR may stay on the CPU without giving the limit; here they pass.
 */
final class EdgeTpuRules {
  private static final Set<DataType> EIGHT_BIT = EnumSet.of(DataType.INT8, DataType.UINT8);
  private static final int INNER_AXES = 3;
  private static final int MOST_SOFTMAX_ELEMENTS = 16_000;
  private static final int CHANNEL_STEP = 4;

  private static final String NO_ACTIVATION = "no fused activation";

  static final RuleTable TABLE =
      RuleTable.builder()
          .every(new Rule<>("8-bit inputs and results", EdgeTpuRules::isEightBit))
          .every(
              new Rule<>(
                  "sizes above 1 in the three innermost axes alone",
                  site ->
                      Rules.tensors(site)
                          .filter(tensor -> !tensor.isConstant())
                          .allMatch(EdgeTpuRules::isSmall)))
          .rows(
              List.of(
                  Add.class,
                  L2Normalization.class,
                  Logistic.class,
                  Maximum.class,
                  Minimum.class,
                  Mul.class,
                  Quantize.class,
                  Relu.class,
                  Relu6.class,
                  ReluN1To1.class,
                  Reshape.class,
                  ResizeNearestNeighbor.class,
                  Slice.class,
                  SpaceToDepth.class,
                  Sub.class,
                  Tanh.class,
                  Transpose.class,
                  TransposeConv.class,
                  UnidirectionalSequenceLstm.class),
              List.of())
          .row(
              AveragePool2d.class,
              List.of(
                  new Rule<AveragePool2d>(
                      NO_ACTIVATION, site -> site.op().activation() == Activation.NONE)))
          .row(
              MaxPool2d.class,
              List.of(
                  new Rule<MaxPool2d>(
                      NO_ACTIVATION, site -> site.op().activation() == Activation.NONE)))
          .row(Concatenation.class, List.of(unclamped(), zeroConstants()))
          .row(Conv2d.class, List.of(dilated(Conv2d::window)))
          .row(DepthwiseConv2d.class, List.of(dilated(DepthwiseConv2d::window)))
          .row(
              FullyConnected.class,
              List.of(new Rule<Op>("a result of one axis", site -> isLine(site.output().shape()))))
          .row(Mean.class, List.of(offBatch(Mean::axes), channelsInFours()))
          .row(Sum.class, List.of(offBatch(Sum::axes)))
          .row(ReduceMax.class, List.of(offBatch(ReduceMax::axes)))
          .row(Pad.class, List.of(unpaddedBatch()))
          .row(
              PRelu.class,
              List.of(
                  new Rule<Op>(
                      "slopes along the last axis alone", site -> isLine(site.input(1).shape()))))
          .row(Softmax.class, List.of(shortLine()))
          .row(
              StridedSlice.class,
              List.of(
                  new Rule<StridedSlice>(
                      "strides of 1",
                      site -> site.op().strides().stream().allMatch(stride -> stride == 1))))
          .build();

  private EdgeTpuRules() {}

  /** Biases and indices may have more bits, and are constants. */
  private static boolean isEightBit(Site<Op> site) {
    return Rules.tensors(site)
        .filter(tensor -> !tensor.isConstant() || tensor.type().isFloatingPoint())
        .allMatch(tensor -> EIGHT_BIT.contains(tensor.type()));
  }

  private static boolean isSmall(Tensor tensor) {
    Shape shape = tensor.shape();
    return IntStream.range(0, shape.rank() - INNER_AXES).allMatch(axis -> shape.dim(axis) == 1);
  }

  /** Whether a shape has at most its last axis. */
  private static boolean isLine(Shape shape) {
    return shape.rank() == 0 || shape.elements() == shape.dim(-1);
  }

  private static Rule<Concatenation> unclamped() {
    return new Rule<>(NO_ACTIVATION, site -> site.op().activation() == Activation.NONE);
  }

  private static Rule<Concatenation> zeroConstants() {
    return new Rule<>(
        "computed inputs, or one beside a constant of zeros",
        site ->
            site.inputs().stream().noneMatch(Tensor::isConstant)
                || (site.inputs().size() == 2
                    && site.inputs().stream()
                        .filter(Tensor::isConstant)
                        .allMatch(EdgeTpuRules::isZero)));
  }

  private static boolean isZero(Tensor tensor) {
    int zeroPoint = tensor.quantization().map(q -> q.zeroPoints()[0]).orElse(0);
    byte[] elements = tensor.requireData().toBytes();
    return IntStream.range(0, elements.length).allMatch(i -> elements[i] == (byte) zeroPoint);
  }

  private static <O extends Op> Rule<O> dilated(java.util.function.Function<O, Window> window) {
    return new Rule<>(
        "equal dilation in both directions",
        site ->
            window.apply(site.op()).dilationHeight() == window.apply(site.op()).dilationWidth());
  }

  private static <O extends Op> Rule<O> offBatch(
      java.util.function.Function<O, List<Integer>> axes) {
    return new Rule<>(
        "axes other than the batch's",
        site -> !Rules.touchesBatch(axes.apply(site.op()), site.input(0).shape()));
  }

  private static Rule<Mean> channelsInFours() {
    return new Rule<>(
        "a multiple of 4 channels where it averages over them",
        site -> {
          Shape shape = site.input(0).shape();
          return shape.rank() != 4
              || site.op().axes().stream().noneMatch(axis -> shape.axisIndex(axis) == 3)
              || shape.dim(3) % CHANNEL_STEP == 0;
        });
  }

  private static Rule<Pad> unpaddedBatch() {
    return new Rule<>(
        "an unpadded batch", site -> site.op().before().get(0) + site.op().after().get(0) == 0);
  }

  private static Rule<Softmax> shortLine() {
    return new Rule<>(
        "inputs of one axis and at most " + MOST_SOFTMAX_ELEMENTS + " elements",
        site ->
            isLine(site.input(0).shape())
                && site.input(0).shape().elements() <= MOST_SOFTMAX_ELEMENTS);
  }
}
