package org.dl4jmot.runtime.delegate;

import static org.dl4jmot.runtime.delegate.Rules.computed;
import static org.dl4jmot.runtime.delegate.Rules.inputs;
import static org.dl4jmot.runtime.delegate.Rules.rankAtMost;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Cast;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * What the GPU delegate wants of each operation, from LiteRT's {@code gpu_compatibility.cc} ({@code
 * CheckGpuDelegateCompatibility}, standard broadcasting) and, for element types and axes, {@code
 * GetOpsToReplace} in {@code model_builder.cc} with quantized models allowed, its default.
 */
final class GpuRules {
  private static final Set<DataType> TYPES =
      EnumSet.of(DataType.FLOAT32, DataType.FLOAT16, DataType.INT8, DataType.UINT8);

  /** Operations that take, or give, further types. */
  private static final Map<Class<? extends Op>, Set<DataType>> MORE_TYPES =
      Map.of(
          Cast.class, EnumSet.of(DataType.BOOL, DataType.INT32),
          Greater.class, EnumSet.of(DataType.BOOL),
          SelectV2.class, EnumSet.of(DataType.BOOL),
          Gather.class, EnumSet.of(DataType.INT32));

  private static final int MOST_AXES = 4;

  static final RuleTable TABLE =
      RuleTable.builder()
          .every(rankAtMost(MOST_AXES))
          .every(new Rule<>("float or 8-bit tensors", GpuRules::hasKnownTypes))
          .rows(
              List.of(
                  Concatenation.class,
                  PRelu.class,
                  Relu.class,
                  Relu6.class,
                  ReluN1To1.class,
                  LeakyRelu.class),
              List.of())
          .rows(
              List.of(
                  AveragePool2d.class,
                  MaxPool2d.class,
                  Mean.class,
                  Sum.class,
                  ReduceMax.class,
                  ReverseV2.class,
                  Reshape.class,
                  Tile.class,
                  Transpose.class,
                  ResizeNearestNeighbor.class,
                  Quantize.class),
              List.of(computed(1, 1)))
          .rows(
              List.of(
                  Abs.class,
                  Elu.class,
                  Exp.class,
                  Log.class,
                  Logistic.class,
                  Sqrt.class,
                  Tanh.class),
              List.of(inputs(1, 1), computed(1, 1)))
          .rows(
              List.of(Div.class, Greater.class, Maximum.class, Minimum.class, Pow.class, Sub.class),
              List.of(inputs(2, 2), computed(1, 2)))
          .rows(List.of(Conv2d.class, TransposeConv.class), List.of(computed(1, 2)))
          .rows(List.of(Add.class, Mul.class), List.of(inputs(2, 2), broadcasts()))
          .rows(List.of(Pad.class, PadV2.class), List.of(computed(1, 1), threeOrFourAxes()))
          .rows(List.of(Slice.class, StridedSlice.class), List.of(threeOrFourAxes()))
          .row(BatchMatMul.class, List.of(inputs(2, 2)))
          .row(Cast.class, List.of(computed(1, 1), castTypes()))
          .row(DepthwiseConv2d.class, List.of(computed(1, 2)))
          .row(DepthToSpace.class, List.of(computed(1, 1), depthBlock()))
          .row(SpaceToDepth.class, List.of(computed(1, 1), spaceBlock()))
          .row(
              Dequantize.class,
              List.of(new Rule<Op>("other than int16", site -> site.type(0) != DataType.INT16)))
          .row(FullyConnected.class, List.of(computed(1, 2), computedInput(), keptAxes()))
          .row(Gather.class, List.of(computed(1, 2), indices()))
          .row(SelectV2.class, List.of(inputs(3, 3), choices()))
          .row(Softmax.class, List.of(new Rule<Softmax>("beta 1", site -> site.op().beta() == 1)))
          .build();

  private GpuRules() {}

  private static boolean hasKnownTypes(Site<Op> site) {
    Set<DataType> more =
        MORE_TYPES.getOrDefault(site.op().getClass(), EnumSet.noneOf(DataType.class));
    return Rules.tensors(site)
        .filter(tensor -> !site.isConstant(tensor))
        .map(Tensor::type)
        .allMatch(type -> TYPES.contains(type) || more.contains(type));
  }

  /** Of shapes of several axes whose number differs, three kinds. */
  private static Rule<Op> broadcasts() {
    return new Rule<>(
        "equally many axes, or [h, w, c], [1, 1] or [n, c] beside [n, h, w, c]",
        site -> {
          Shape left = site.input(0).shape();
          Shape right = site.input(1).shape();
          if (left.rank() <= 1 || right.rank() <= 1 || left.rank() == right.rank()) {
            return true;
          }
          return left.rank() > right.rank() ? broadcasts(left, right) : broadcasts(right, left);
        });
  }

  private static boolean broadcasts(Shape image, Shape other) {
    if (image.rank() != 4) {
      return false;
    }
    boolean single = image.dim(0) == 1;
    return (single && other.rank() == 3)
        || (other.rank() == 2
            && ((single && other.elements() == 1)
                || (image.dim(0) == other.dim(0) && image.dim(3) == other.dim(1))));
  }

  private static Rule<Op> threeOrFourAxes() {
    return new Rule<>(
        "3 or 4 axes",
        site -> site.input(0).shape().rank() == 3 || site.input(0).shape().rank() == 4);
  }

  private static Rule<Op> castTypes() {
    Set<DataType> numbers = EnumSet.of(DataType.FLOAT32, DataType.INT32);
    return new Rule<>(
        "float32 and int32, or floats and truth values",
        site -> {
          DataType from = site.type(0);
          DataType to = site.output().type();
          return (numbers.contains(from) && numbers.contains(to))
              || (from == DataType.BOOL && to.isFloatingPoint())
              || (to == DataType.BOOL && from.isFloatingPoint());
        });
  }

  private static Rule<DepthToSpace> depthBlock() {
    return new Rule<>("blocks larger than 1", site -> site.op().block() > 1);
  }

  private static Rule<SpaceToDepth> spaceBlock() {
    return new Rule<>("blocks larger than 1", site -> site.op().block() > 1);
  }

  private static Rule<Op> computedInput() {
    return new Rule<>("an input that is no constant", site -> !site.isConstant(site.input(0)));
  }

  private static Rule<FullyConnected> keptAxes() {
    return new Rule<>(
        "as many axes in the result as in the input where they are kept",
        site ->
            !site.op().keepDimensions()
                || site.input(0).shape().rank() == site.output().shape().rank());
  }

  private static Rule<Op> indices() {
    return new Rule<>(
        "int32 indices of one axis",
        site -> site.type(1) == DataType.INT32 && site.input(1).shape().rank() == 1);
  }

  private static Rule<Op> choices() {
    return new Rule<>(
        "choices of the result's shape or single numbers, and constants where they have two axes",
        site -> isChoice(site, site.input(1)) && isChoice(site, site.input(2)));
  }

  private static boolean isChoice(Site<Op> site, Tensor choice) {
    Shape shape = choice.shape();
    boolean fits =
        shape.rank() == 0
            || shape.equals(site.output().shape())
            || (shape.rank() == 1 && shape.elements() == 1);
    return fits && (site.isConstant(choice) || shape.rank() != 2);
  }
}
