package org.dl4jmot.runtime.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

/** The kernels by operation: the one list to extend for a new operation. */
public final class Kernels {
  private static final Map<Class<? extends Op>, KernelFactory<? extends Op>> FACTORIES =
      factories();

  private Kernels() {}

  private static Map<Class<? extends Op>, KernelFactory<? extends Op>> factories() {
    Map<Class<? extends Op>, KernelFactory<? extends Op>> map = new HashMap<>();
    put(map, Abs.class, AbsKernel::prepare);
    put(map, Add.class, AddKernel::prepare);
    put(map, AveragePool2d.class, AveragePool2dKernel::prepare);
    put(map, BatchMatMul.class, BatchMatMulKernel::prepare);
    put(map, BatchToSpaceNd.class, BatchBlockKernel::prepareInverse);
    put(map, Cast.class, CastKernel::prepare);
    put(map, Concatenation.class, ConcatenationKernel::prepare);
    put(map, Conv2d.class, Conv2dKernel::prepare);
    put(map, Conv3d.class, Conv3dKernel::prepare);
    put(map, DepthToSpace.class, BlockKernel::prepareInverse);
    put(map, DepthwiseConv2d.class, DepthwiseConv2dKernel::prepare);
    put(map, Dequantize.class, DequantizeKernel::prepare);
    put(map, Div.class, DivKernel::prepare);
    put(map, Elu.class, EluKernel::prepare);
    put(map, Exp.class, ExpKernel::prepare);
    put(map, FullyConnected.class, FullyConnectedKernel::prepare);
    put(map, Gather.class, GatherKernel::prepare);
    put(map, Greater.class, GreaterKernel::prepare);
    put(map, Identity.class, CopyKernel::prepare);
    put(map, L2Normalization.class, L2NormalizationKernel::prepare);
    put(map, LeakyRelu.class, LeakyReluKernel::prepare);
    put(map, LocalResponseNormalization.class, LocalResponseNormalizationKernel::prepare);
    put(map, Log.class, LogKernel::prepare);
    put(map, Logistic.class, LogisticKernel::prepare);
    put(map, MaxPool2d.class, MaxPool2dKernel::prepare);
    put(map, Maximum.class, ExtremumKernel::prepareGreater);
    put(map, Mean.class, MeanKernel::prepare);
    put(map, Minimum.class, ExtremumKernel::prepareLesser);
    put(map, Mul.class, MulKernel::prepare);
    put(map, PRelu.class, PReluKernel::prepare);
    put(map, Pad.class, PadKernel::prepare);
    put(map, PadV2.class, PadKernel::prepareWithValue);
    put(map, Pow.class, PowKernel::prepare);
    put(map, Quantize.class, QuantizeKernel::prepare);
    put(map, ReduceMax.class, ReduceMaxKernel::prepare);
    put(map, Relu.class, ReluKernel::prepare);
    put(map, Relu6.class, ReluKernel::prepareWithCeiling);
    put(map, ReluN1To1.class, ReluKernel::prepareWithBothBounds);
    put(map, Reshape.class, CopyKernel::prepare);
    put(map, ResizeNearestNeighbor.class, ResizeNearestNeighborKernel::prepare);
    put(map, ReverseV2.class, TransposeKernel::prepareReversal);
    put(map, Slice.class, SliceKernel::prepare);
    put(map, Softmax.class, SoftmaxKernel::prepare);
    put(map, SpaceToBatchNd.class, BatchBlockKernel::prepare);
    put(map, SpaceToDepth.class, BlockKernel::prepare);
    put(map, StridedSlice.class, SliceKernel::prepareStrided);
    put(map, SelectV2.class, SelectKernel::prepare);
    put(map, Sqrt.class, SqrtKernel::prepare);
    put(map, Sub.class, SubKernel::prepare);
    put(map, Sum.class, SumKernel::prepare);
    put(map, Tanh.class, TanhKernel::prepare);
    put(map, Tile.class, TileKernel::prepare);
    put(map, Transpose.class, TransposeKernel::prepare);
    put(map, UnidirectionalSequenceLstm.class, LstmKernel::prepare);
    put(map, UnidirectionalSequenceRnn.class, RnnKernel::prepare);
    put(map, TransposeConv.class, TransposeConvKernel::prepare);
    return Map.copyOf(map);
  }

  private static <O extends Op> void put(
      Map<Class<? extends Op>, KernelFactory<? extends Op>> map,
      Class<O> op,
      KernelFactory<? super O> factory) {
    KernelFactory<O> typed = factory::prepare;
    map.put(op, typed);
  }

  /** The operations there are kernels for. */
  public static Set<Class<? extends Op>> supported() {
    return FACTORIES.keySet();
  }

  /**
   * Prepares a node's kernel.
   *
   * @throws UnsupportedNodeException if no kernel suits the operation and its operands, naming
   *     node, operation and types
   */
  public static Kernel prepare(Operands operands) {
    return prepare(operands.node().op(), operands);
  }

  private static <O extends Op> Kernel prepare(O op, Operands operands) {
    // The map pairs each class with a factory for it; put() is the only way in.
    @SuppressWarnings("unchecked")
    KernelFactory<O> factory = (KernelFactory<O>) FACTORIES.get(op.getClass());
    if (factory == null) {
      throw operands.unsupported("there is no kernel for this operation");
    }
    return factory.prepare(op, operands);
  }
}
