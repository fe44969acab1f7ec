package org.dl4jmot.core.verify;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * How far two correct runtimes may be apart in a tensor. In an integer tensor not at all, unless a
 * float operation stands before it: then what reaches it may turn one rounding over, one step of
 * its scale more. In a float tensor, both round each step to float32 but add in different orders,
 * so a result of K summands differs by at most about K roundings of its magnitude (Higham, Accuracy
 * and Stability of Numerical Algorithms, 4.2), and differences of the inputs pass through with the
 * growth of the magnitudes. Where a hybrid kernel quantizes its float input on the fly, such a
 * difference may turn one rounding over: one more part in 127. A recurrent operation does all that
 * once a step; how its weights multiply it from step to step is not bounded but observed, see
 * {@link RecurrentDifferences}.
 */
final class RuntimeTolerance {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  // Roundings of exp, tanh and the division in library functions.
  private static final int FUNCTION_ROUNDINGS = 8;
  private static final double HYBRID_STEP = 1.0 / 127;
  private static final double NEXT_TO_NOTHING = 1e4;
  private static final Set<Class<? extends Op>> ADDITIONS = Set.of(Add.class, Sub.class);
  private static final Set<Class<? extends Op>> SUMS_OF_PRODUCTS =
      Set.of(
          Conv2d.class,
          DepthwiseConv2d.class,
          FullyConnected.class,
          TransposeConv.class,
          Conv3d.class,
          BatchMatMul.class);

  /** Float results that no runtime rounds. */
  private static final Set<Class<? extends Op>> EXACT =
      Set.of(
          Abs.class,
          Concatenation.class,
          Dequantize.class,
          Gather.class,
          Identity.class,
          Maximum.class,
          Minimum.class,
          Pad.class,
          ReduceMax.class,
          Relu.class,
          Relu6.class,
          ReluN1To1.class,
          Reshape.class,
          ReverseV2.class,
          Slice.class,
          Tile.class,
          Transpose.class);

  private static final Set<Class<? extends Op>> RECURRENT =
      Set.of(UnidirectionalSequenceLstm.class, UnidirectionalSequenceRnn.class);

  private RuntimeTolerance() {}

  /**
   * Absolute tolerance of each computed tensor.
   *
   * @param graph the file's graph
   * @param magnitudes largest absolute value of each computed or fed tensor over all samples
   * @param explained differences of tensors that are known to be right in both runtimes
   */
  static Map<String, Double> of(
      Graph graph, Map<String, Double> magnitudes, Map<String, Double> explained) {
    Map<String, Double> tolerances = new HashMap<>();
    for (Node node : graph.nodes()) {
      double magnitude = magnitudes.getOrDefault(node.output(), 0.0);
      double inherited = 0;
      for (String input : node.inputs()) {
        double growth = growth(graph, node, magnitude, magnitudes.getOrDefault(input, 0.0));
        inherited += tolerances.getOrDefault(input, 0.0) * Math.max(1, growth);
      }
      inherited += jump(graph, node, tolerances);
      double rounded = unclamped(graph, node, magnitudes);
      tolerances.put(
          node.output(),
          isReal(graph.tensor(node.output()))
              ? Math.max(
                  inherited + own(graph, node, rounded, inherited),
                  explained.getOrDefault(node.output(), 0.0))
              : 0.0);
    }
    return tolerances;
  }

  /**
   * How much a difference of an input grows at most: as the magnitudes do, unless the input is next
   * to nothing (a dead unit's), which says nothing of the operation. A sum passes on what it gets;
   * a sum of products multiplies it by no more than all its weights.
   */
  private static double growth(Graph graph, Node node, double magnitude, double input) {
    if (ADDITIONS.contains(node.op().getClass()) || EXACT.contains(node.op().getClass())) {
      return 1;
    }
    double ratio = magnitude / Math.max(input, Float.MIN_NORMAL);
    return ratio > NEXT_TO_NOTHING && SUMS_OF_PRODUCTS.contains(node.op().getClass())
        ? Math.min(ratio, summands(graph, node) * largestWeight(graph, node))
        : ratio;
  }

  private static double largestWeight(Graph graph, Node node) {
    double largest = 1;
    for (Tensor weights : graph.inputsOf(node)) {
      if (weights.isConstant() && weights.type() == DataType.FLOAT32) {
        largest = Math.max(largest, largest(weights));
      }
    }
    return largest;
  }

  /** Not what is counted or compared: indices, truth values. */
  private static boolean isReal(Tensor tensor) {
    return tensor.type().isFloatingPoint() || tensor.quantization().isPresent();
  }

  private static double own(Graph graph, Node node, double magnitude, double inherited) {
    Tensor output = graph.tensor(node.output());
    if (!output.type().isFloatingPoint()) {
      return inherited == 0 ? 0 : output.requireQuantization().scale(0);
    }
    if (EXACT.contains(node.op().getClass()) || node.op() instanceof SelectV2) {
      return 0;
    }
    double roundings = (summands(graph, node) + FUNCTION_ROUNDINGS) * UNIT_ROUNDOFF;
    double hybrid = isHybrid(graph, node) ? HYBRID_STEP : 0;
    return steps(graph, node) * (roundings + hybrid) * magnitude;
  }

  /**
   * What is chosen by a comparison jumps where a value near the threshold is off. The functions
   * that are exported so jump between 0 and the threshold.
   */
  private static double jump(Graph graph, Node node, Map<String, Double> tolerances) {
    if (!(node.op() instanceof SelectV2)) {
      return 0;
    }
    double jump = 0;
    Optional<Node> comparison = graph.producer(node.input());
    if (comparison.isPresent()
        && comparison.get().inputs().stream()
            .anyMatch(input -> tolerances.getOrDefault(input, 0.0) > 0)) {
      for (Tensor operand : graph.inputsOf(comparison.get())) {
        jump = Math.max(jump, operand.isConstant() ? largest(operand) : 0);
      }
    }
    return jump;
  }

  private static int steps(Graph graph, Node node) {
    return RECURRENT.contains(node.op().getClass())
        ? graph.tensor(node.output()).shape().dim(1)
        : 1;
  }

  /**
   * The magnitude that the roundings of a result have. A clamp that is part of the operation cuts a
   * result, but not the roundings of the sum before it: that is about the square root of K times
   * its largest product.
   */
  private static double unclamped(Graph graph, Node node, Map<String, Double> magnitudes) {
    double magnitude = magnitudes.getOrDefault(node.output(), 0.0);
    if (!SUMS_OF_PRODUCTS.contains(node.op().getClass())) {
      return magnitude;
    }
    double product = 1;
    for (Tensor factor : graph.inputsOf(node).subList(0, 2)) {
      product *=
          factor.isConstant() ? largest(factor) : magnitudes.getOrDefault(factor.name(), 0.0);
    }
    return Math.max(magnitude, Math.sqrt(summands(graph, node)) * product);
  }

  /** Of a constant in float or int8; 0 for others, which then do not count. */
  private static double largest(Tensor constant) {
    return switch (constant.type()) {
      case FLOAT32 -> {
        // Read in place: weights may be hundreds of megabytes.
        FloatBuffer values = constant.requireData().bytes().asFloatBuffer();
        float largest = 0;
        while (values.hasRemaining()) {
          largest = Math.max(largest, Math.abs(values.get()));
        }
        yield largest;
      }
      case INT8 -> {
        double scale = 0;
        for (float each : constant.requireQuantization().scales()) {
          scale = Math.max(scale, each);
        }
        yield scale * 127;
      }
      default -> 0;
    };
  }

  private static double summands(Graph graph, Node node) {
    Tensor output = graph.tensor(node.output());
    double most = 1;
    for (Tensor input : graph.inputsOf(node)) {
      int results =
          isFixed(graph, input) && output.shape().rank() > 0
              ? output.shape().dim(-1)
              : output.shape().elements();
      most = Math.max(most, (double) input.shape().elements() / results);
    }
    return most;
  }

  /** Whether a tensor is constant, perhaps stored in another format. */
  private static boolean isFixed(Graph graph, Tensor tensor) {
    return tensor.isConstant()
        || graph
            .producer(tensor.name())
            .filter(node -> node.op().getClass() == Dequantize.class)
            .filter(node -> graph.tensor(node.input()).isConstant())
            .isPresent();
  }

  private static boolean isHybrid(Graph graph, Node node) {
    return graph.tensor(node.output()).type() == DataType.FLOAT32
        && graph.inputsOf(node).stream()
            .anyMatch(input -> input.isConstant() && input.type() == DataType.INT8)
        && graph.tensor(node.input()).type() == DataType.FLOAT32;
  }
}
