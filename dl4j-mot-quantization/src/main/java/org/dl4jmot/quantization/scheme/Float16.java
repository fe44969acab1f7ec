package org.dl4jmot.quantization.scheme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.plan.FiniteConstants;
import org.dl4jmot.quantization.plan.StoredWeights;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Half-precision storage: weights and biases as float16 behind a DEQUANTIZE each, which runtimes
 * fold when they load the file; computation stays float32. Biases too, because LiteRT's XNNPACK
 * leaves an operation with mixed constants to slower kernels. Needs no data. Microcontroller
 * runtimes (TFLite Micro) do not run such files.
 */
public final class Float16 implements ExportStage {
  /** Operations that LiteRT does not run without a bias, and the axis of their channels. */
  private static final Map<Class<? extends Op>, Integer> CHANNEL_AXES =
      Map.of(Conv2d.class, 0, DepthwiseConv2d.class, 3);

  private Float16() {}

  /** All weights and biases. */
  public static Float16 standard() {
    return new Float16();
  }

  @Override
  public String name() {
    return "float16";
  }

  @Override
  public int bytesPerWeight() {
    return Short.BYTES;
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.dl4jmot.quantization.plan.UnquantizableGraphException if a weight is NaN or
   *     infinite
   */
  @Override
  public StageResult apply(StageInput input) {
    Rewrite rewrite = new Rewrite(withBiases(input.graph()));
    Graph result = rewrite.apply();
    return new StageResult(result, Map.of(), rewrite.warnings, List.of());
  }

  /**
   * The graph with a bias for each convolution that has none. LiteRT wants one, so that the file
   * would have one of float32 zeros, which keeps XNNPACK from the float16 weights beside it.
   */
  private static Graph withBiases(Graph graph) {
    GraphEdit edit = graph.edit();
    for (Node node : graph.nodes()) {
      Integer channelAxis = CHANNEL_AXES.get(node.op().getClass());
      if (channelAxis != null && node.inputs().size() == 2) {
        int channels = graph.tensor(node.inputs().get(1)).shape().dim(channelAxis);
        Tensor bias =
            Tensor.constant(
                edit.freshName(node.name() + "/bias"),
                Shape.of(channels),
                ConstantData.of(new float[channels]));
        edit.put(bias);
        edit.replace(
            node, node.withInputs(List.of(node.input(), node.inputs().get(1), bias.name())));
      }
    }
    return edit.build();
  }

  private static final class Rewrite {
    private final Graph graph;
    private final GraphEdit edit;
    private final Map<String, Optional<String>> widened = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    Rewrite(Graph graph) {
      this.graph = graph;
      this.edit = graph.edit();
    }

    Graph apply() {
      FiniteConstants.require(graph.nodes().stream().flatMap(node -> constants(node).stream()));
      for (Node node : graph.nodes()) {
        Node rewired = node;
        for (Tensor constant : constants(node)) {
          Optional<String> wide = widened.get(constant.name());
          if (wide == null) {
            wide = widen(node, constant);
            widened.put(constant.name(), wide);
          }
          rewired = wide.isPresent() ? rewired.rewired(constant.name(), wide.get()) : rewired;
        }
        edit.replace(node, rewired);
      }
      return edit.build();
    }

    private List<Tensor> constants(Node node) {
      return StoredWeights.inputs(node).stream()
          .map(index -> graph.tensor(node.inputs().get(index)))
          .filter(tensor -> tensor.isConstant() && tensor.type() == DataType.FLOAT32)
          .distinct()
          .toList();
    }

    // Puts the narrow constant and its DEQUANTIZE in front of the first node that reads it.
    private Optional<String> widen(Node reader, Tensor constant) {
      float[] values = constant.requireData().toFloats();
      for (float value : values) {
        if (!HalfPrecision.holds(value)) {
          warnings.add(
              "'" + constant.name() + "' stays float32: float16 does not hold its " + value);
          return Optional.empty();
        }
      }
      boolean shared =
          graph.consumers(constant.name()).stream()
              .anyMatch(node -> !constants(node).contains(constant));
      String narrowName = shared ? edit.freshName(constant.name()) : constant.name();
      edit.put(constant.withData(HalfPrecision.of(values)).named(narrowName));
      Tensor wide = Tensor.ofFloat(edit.freshName(constant.name() + "/float32"), constant.shape());
      edit.put(wide);
      edit.insertBefore(
          reader,
          new Node(
              wide.name(), new Dequantize(), List.of(narrowName), List.of(wide.name()), List.of()));
      return Optional.of(wide.name());
    }
  }
}
