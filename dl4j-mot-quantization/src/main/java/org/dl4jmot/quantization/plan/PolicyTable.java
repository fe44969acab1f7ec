package org.dl4jmot.quantization.plan;

import static java.util.Map.entry;
import static org.dl4jmot.quantization.plan.ScaleRule.AS_ALL_INPUTS;
import static org.dl4jmot.quantization.plan.ScaleRule.AS_INPUT;
import static org.dl4jmot.quantization.plan.ScaleRule.FREE;
import static org.dl4jmot.quantization.plan.ScaleRule.NONE;
import static org.dl4jmot.quantization.plan.ScaleRule.fixed;
import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.quantization.plan.WeightRule.Family;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.Cast;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.LocalResponseNormalization;
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
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.DataType;

/**
 * What each operation takes when quantized, as LiteRT's 8-bit quantization specification has it,
 * and which operations have a 16x8 form: int16 activations with zero point 0, int8 weights.
 * Quantization-aware training and post-training quantization read the same table.
 */
public final class PolicyTable {
  private static final Set<DataType> ALL = Set.of(FLOAT32, INT8, INT16);

  private static final Map<Class<? extends Op>, OpPolicy> ROWS =
      Map.ofEntries(
          entry(Conv2d.class, weighted(0, Family.CONVOLUTION)),
          entry(DepthwiseConv2d.class, weighted(3, Family.CONVOLUTION)),
          entry(FullyConnected.class, weighted(0, Family.DENSE)),
          entry(TransposeConv.class, weighted(0, Family.CONVOLUTION)),
          entry(BatchMatMul.class, int8Only(integer(FREE))),
          entry(Conv3d.class, floating()),
          entry(Add.class, integer(FREE)),
          entry(Sub.class, integer(FREE)),
          entry(Mul.class, integer(FREE)),
          entry(Mean.class, integer(FREE)),
          entry(Relu.class, integer(FREE)),
          entry(Relu6.class, integer(FREE)),
          entry(Softmax.class, integer(fixed(1 / 256f, -128))),
          entry(Logistic.class, integer(fixed(1 / 256f, -128))),
          entry(Tanh.class, integer(fixed(1 / 128f, 0))),
          entry(AveragePool2d.class, integer(AS_INPUT)),
          entry(MaxPool2d.class, clampable(AS_INPUT)),
          entry(Reshape.class, clampable(AS_INPUT)),
          entry(Identity.class, clampable(AS_INPUT)),
          entry(Pad.class, clampable(AS_INPUT)),
          entry(Transpose.class, clampable(AS_INPUT)),
          entry(ReverseV2.class, clampable(AS_INPUT)),
          entry(Slice.class, clampable(AS_INPUT)),
          entry(StridedSlice.class, clampable(AS_INPUT)),
          entry(Tile.class, int8Only(clampable(AS_INPUT))),
          entry(SpaceToDepth.class, int8Only(clampable(AS_INPUT))),
          entry(DepthToSpace.class, int8Only(clampable(AS_INPUT))),
          entry(SpaceToBatchNd.class, clampable(AS_INPUT)),
          entry(BatchToSpaceNd.class, clampable(AS_INPUT)),
          entry(ResizeNearestNeighbor.class, clampable(AS_INPUT)),
          entry(PadV2.class, integer(AS_INPUT)),
          entry(Concatenation.class, clampable(AS_ALL_INPUTS)),
          entry(Gather.class, integer(AS_INPUT)),
          entry(Cast.class, floating()),
          // Its many constants are planned by LstmQuantization.
          entry(UnidirectionalSequenceLstm.class, int8Only(integer(FREE))),
          // Has no integer form in LiteRT, but a hybrid one.
          entry(UnidirectionalSequenceRnn.class, floating()),
          entry(LeakyRelu.class, integer(FREE)),
          entry(PRelu.class, int8Only(integer(FREE))),
          entry(Elu.class, int8Only(integer(FREE))),
          entry(ReluN1To1.class, int8Only(integer(FREE))),
          entry(Abs.class, int8Only(integer(FREE))),
          entry(Exp.class, int8Only(integer(FREE))),
          entry(Log.class, int8Only(integer(FREE))),
          entry(Sum.class, int8Only(integer(FREE))),
          entry(L2Normalization.class, int8Only(integer(fixed(1 / 128f, 0)))),
          entry(ReduceMax.class, clampable(AS_INPUT)),
          entry(Maximum.class, clampable(AS_ALL_INPUTS)),
          entry(Minimum.class, clampable(AS_ALL_INPUTS)),
          entry(Div.class, floating()),
          entry(Pow.class, floating()),
          entry(Sqrt.class, floating()),
          entry(Greater.class, floating()),
          entry(SelectV2.class, floating()),
          entry(LocalResponseNormalization.class, floating()),
          entry(Quantize.class, floating()),
          entry(Dequantize.class, floating()));

  private PolicyTable() {}

  /** The row of an operation. */
  public static OpPolicy of(Op op) {
    return of(op.getClass());
  }

  /**
   * The row of a kind of operation.
   *
   * @throws IllegalArgumentException if the table lacks it
   */
  public static OpPolicy of(Class<? extends Op> kind) {
    OpPolicy policy = ROWS.get(kind);
    if (policy == null) {
      throw new IllegalArgumentException("no quantization policy for " + kind.getSimpleName());
    }
    return policy;
  }

  private static OpPolicy weighted(int channelAxis, Family family) {
    return new OpPolicy(ALL, FREE, Optional.of(new WeightRule(1, channelAxis, family)), false);
  }

  private static OpPolicy integer(ScaleRule output) {
    return new OpPolicy(ALL, output, Optional.empty(), false);
  }

  private static OpPolicy clampable(ScaleRule output) {
    return new OpPolicy(ALL, output, Optional.empty(), true);
  }

  // LiteRT 2.20 has no int16 kernel for it, or none that the interpreter computes bit for bit.
  private static OpPolicy int8Only(OpPolicy row) {
    return new OpPolicy(
        Set.of(FLOAT32, INT8), row.output(), row.weights(), row.commutesWithClamp());
  }

  // LiteRT 2.20 has no int8 kernel for it, or none that is of use: SELECT_V2 wants a boolean, which
  // GREATER gives, whose int8 kernel takes its operands for multiples of 1/256. Conversions are
  // what quantization inserts; one that a graph already has keeps its float side.
  private static OpPolicy floating() {
    return new OpPolicy(Set.of(FLOAT32), NONE, Optional.empty(), false);
  }
}
