package org.dl4jmot.runtime.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dl4jmot.runtime.batch.BatchRule.Use;
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
import org.dl4jmot.runtime.tensor.Shape;

/** What each operation does to the rows of a batch: the one table to extend for a new operation. */
final class BatchRules {
  private static final Map<Class<? extends Op>, BatchRule> RULES = rules();

  private BatchRules() {}

  /** The kinds of operations there are rules for. */
  static Set<Class<? extends Op>> kinds() {
    return RULES.keySet();
  }

  static BatchRule of(Op op) {
    return RULES.get(op.getClass());
  }

  private static Map<Class<? extends Op>, BatchRule> rules() {
    Map<Class<? extends Op>, BatchRule> rules = new HashMap<>();
    // Each row of the first input gives a row of the result; other inputs are weights.
    for (Class<? extends Op> kind :
        List.<Class<? extends Op>>of(
            Conv2d.class,
            Conv3d.class,
            DepthwiseConv2d.class,
            AveragePool2d.class,
            MaxPool2d.class,
            SpaceToDepth.class,
            DepthToSpace.class,
            ResizeNearestNeighbor.class,
            LocalResponseNormalization.class,
            Abs.class,
            Cast.class,
            Dequantize.class,
            Elu.class,
            Exp.class,
            Identity.class,
            LeakyRelu.class,
            Log.class,
            Logistic.class,
            Quantize.class,
            Relu.class,
            Relu6.class,
            ReluN1To1.class,
            Sqrt.class,
            Tanh.class)) {
      rules.put(kind, BatchRules::rowByRow);
    }
    for (Class<? extends Op> kind :
        List.<Class<? extends Op>>of(
            Add.class,
            Sub.class,
            Mul.class,
            Div.class,
            Pow.class,
            Maximum.class,
            Minimum.class,
            PRelu.class,
            Greater.class,
            SelectV2.class)) {
      rules.put(kind, BatchRules::elementByElement);
    }
    rules.put(Softmax.class, BatchRules::alongLastAxis);
    rules.put(L2Normalization.class, BatchRules::alongLastAxis);
    put(rules, Mean.class, op -> use -> reduction(use, op.axes()));
    put(rules, Sum.class, op -> use -> reduction(use, op.axes()));
    put(rules, ReduceMax.class, op -> use -> reduction(use, op.axes()));
    put(rules, Concatenation.class, op -> use -> concatenation(use, op.axis()));
    put(rules, Pad.class, op -> use -> padding(use, op.before().get(0) + op.after().get(0)));
    put(rules, PadV2.class, op -> use -> padding(use, op.before().get(0) + op.after().get(0)));
    put(rules, Transpose.class, op -> use -> ifKept(use, op.permutation().get(0) == 0));
    put(rules, ReverseV2.class, op -> use -> ifKept(use, axis(use, op.axis()) != 0));
    put(rules, Tile.class, op -> use -> ifKept(use, op.multiples().get(0) == 1));
    put(rules, Slice.class, op -> use -> ifKept(use, op.size().get(0) == use.inputRows(0)));
    put(rules, StridedSlice.class, op -> use -> stridedSlice(use, op));
    put(rules, Gather.class, op -> use -> gather(use, op.axis()));
    put(rules, BatchMatMul.class, op -> use -> product(use, op));
    rules.put(Reshape.class, BatchRules::reshape);
    rules.put(FullyConnected.class, BatchRules::dense);
    rules.put(SpaceToBatchNd.class, BatchRules::interleave);
    rules.put(BatchToSpaceNd.class, BatchRules::order);
    rules.put(TransposeConv.class, refusal("has the batch size in the shape of its result"));
    rules.put(UnidirectionalSequenceLstm.class, refusal("keeps the state of one sequence"));
    rules.put(UnidirectionalSequenceRnn.class, refusal("keeps the state of one sequence"));
    return Map.copyOf(rules);
  }

  private static <O extends Op> void put(
      Map<Class<? extends Op>, BatchRule> rules, Class<O> kind, Function<O, BatchRule> rule) {
    rules.put(kind, use -> rule.apply(kind.cast(use.node().op())).apply(use));
  }

  private static BatchRule refusal(String reason) {
    return use -> {
      throw new BatchRule.MixedRowsException(reason);
    };
  }

  private static int axis(Use use, int axis) {
    return use.inputs().get(0).shape().axisIndex(axis);
  }

  private static Rows rowByRow(Use use) {
    for (int index = 1; index < use.inputs().size(); index++) {
      use.require(!use.isOpen(index), "computes its weights or bias from the samples");
    }
    return ifKept(use, true);
  }

  private static Rows ifKept(Use use, boolean kept) {
    int rows = use.output().shape().rank() == 0 ? 0 : use.output().shape().dim(0);
    use.require(kept && rows == use.inputRows(0), "works across the samples of a batch");
    return use.rows();
  }

  private static Rows elementByElement(Use use) {
    Shape result = use.output().shape();
    for (int index = 0; index < use.inputs().size(); index++) {
      Shape shape = use.inputs().get(index).shape();
      boolean aligned = shape.rank() == result.rank();
      if (use.isOpen(index)) {
        use.require(
            aligned && shape.dim(0) == result.dim(0), "pairs samples with another dimension");
      } else {
        use.require(
            !aligned || shape.rank() == 0 || shape.dim(0) == 1,
            "has a constant as large as the batch");
      }
    }
    return use.rows();
  }

  private static Rows alongLastAxis(Use use) {
    return ifKept(use, use.output().shape().rank() > 1);
  }

  private static Rows reduction(Use use, List<Integer> axes) {
    return ifKept(use, axes.stream().noneMatch(axis -> axis(use, axis) == 0));
  }

  private static Rows concatenation(Use use, int axis) {
    for (int index = 0; index < use.inputs().size(); index++) {
      use.require(use.isOpen(index), "joins a constant to each sample");
    }
    return ifKept(use, axis(use, axis) != 0);
  }

  private static Rows padding(Use use, int added) {
    return ifKept(use, added == 0);
  }

  private static Rows stridedSlice(Use use, StridedSlice op) {
    return ifKept(use, op.end().get(0) == use.inputRows(0) && op.strides().get(0) == 1);
  }

  /** Either cells of each sample by constant indices, or rows of a table by indices of samples. */
  private static Rows gather(Use use, int axis) {
    if (!use.isOpen(1)) {
      return ifKept(use, axis(use, axis) != 0);
    }
    use.require(!use.isOpen(0) && axis(use, axis) == 0, "looks samples up in samples");
    return use.rows();
  }

  private static Rows product(Use use, BatchMatMul op) {
    Shape left = use.inputs().get(0).shape();
    Shape right = use.inputs().get(1).shape();
    use.require(use.isOpen(0), "multiplies a constant by samples");
    if (use.isOpen(1)) {
      use.require(left.rank() == right.rank() && left.rank() > 2, "multiplies samples by samples");
    } else {
      boolean broadcast = right.rank() < left.rank() || right.dim(0) == 1 || right.rank() == 2;
      use.require(
          broadcast && op.left() == BatchMatMul.Order.PLAIN,
          "multiplies by a constant in a way that LiteRT does not repeat per sample");
    }
    return ifKept(use, true);
  }

  // Row-major order keeps samples one behind the other, whatever the rows become.
  private static Rows reshape(Use use) {
    use.require(use.rows() == Rows.IN_ORDER, "reshapes interleaved rows");
    use.require(use.output().shape().rank() > 0, "makes a scalar of a sample");
    return Rows.IN_ORDER;
  }

  private static Rows dense(Use use) {
    for (int index = 1; index < use.inputs().size(); index++) {
      use.require(!use.isOpen(index), "computes its weights or bias from the samples");
    }
    boolean kept = use.output().shape().dim(0) == use.inputRows(0);
    use.require(kept || use.rows() == Rows.IN_ORDER, "reshapes interleaved rows");
    return use.rows();
  }

  private static Rows interleave(Use use) {
    use.require(use.rows() == Rows.IN_ORDER, "interleaves rows twice");
    return Rows.INTERLEAVED;
  }

  private static Rows order(Use use) {
    use.require(use.rows() == Rows.INTERLEAVED, "takes samples for blocks of an image");
    return Rows.IN_ORDER;
  }
}
