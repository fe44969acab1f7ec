package org.dl4jmot.quantization.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * What full-integer quantization will quantize in a lowered float graph, known before any range is:
 * which activations need a range and which tensors share it, which have prescribed parameters,
 * which weights there are, and what stays float. Quantization-aware training equips layers from it,
 * calibration observes from it, and the plan is made from it, so that all three mean the same
 * tensors.
 *
 * @param activations type of the integer activations, INT8 or INT16
 * @param ranged activations that need a range, in the graph's order
 * @param fixed activations whose parameters their operation prescribes
 * @param weights weight tensors of the integer nodes
 * @param requantized inputs of integer nodes that need an explicit QUANTIZE, because the node wants
 *     all its inputs in the parameters of its result and these cannot share them
 * @param floatNodes nodes that stay float, with the reason
 */
public record QuantizationTargets(
    DataType activations,
    List<RangedTensor> ranged,
    Map<String, QuantizationParameters> fixed,
    List<WeightTensor> weights,
    Set<Requantized> requantized,
    Map<String, String> floatNodes) {

  /**
   * One input of a node.
   *
   * @param node name of the node
   * @param tensor name of the tensor it reads
   */
  public record Requantized(String node, String tensor) {}

  /** Copies the collections. */
  public QuantizationTargets {
    ranged = List.copyOf(ranged);
    fixed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    weights = List.copyOf(weights);
    requantized = Set.copyOf(requantized);
    floatNodes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(floatNodes));
  }

  /**
   * Analyses a lowered float graph.
   *
   * @throws IllegalArgumentException if settings name a layer or operation that the graph lacks
   */
  public static QuantizationTargets of(Graph lowered, PlanSettings settings) {
    return new TargetAnalysis(lowered, settings).run();
  }

  /** Whether a node computes on integers. */
  public boolean isInteger(String node) {
    return !floatNodes.containsKey(node);
  }

  /** The ranged tensor whose parameters a tensor takes; empty for fixed and float tensors. */
  public Optional<RangedTensor> rangeOf(String tensor) {
    return ranged.stream().filter(leader -> leader.group().contains(tensor)).findFirst();
  }
}
