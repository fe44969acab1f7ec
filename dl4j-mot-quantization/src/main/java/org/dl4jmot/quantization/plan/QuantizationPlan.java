package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;

/**
 * What each tensor of a lowered float graph becomes when quantized to integers, decided before
 * anything changes. Immutable; {@link #toString} prints it, a line per tensor.
 */
public final class QuantizationPlan {
  private final QuantizationTargets targets;
  private final Map<String, PlannedTensor> activations;
  private final Map<Operand, PlannedTensor> constants;
  private final List<String> notes;

  /**
   * A constant as one node reads it.
   *
   * @param node name of the node
   * @param index index among the node's inputs
   */
  public record Operand(String node, int index) {}

  QuantizationPlan(
      QuantizationTargets targets,
      Map<String, PlannedTensor> activations,
      Map<Operand, PlannedTensor> constants,
      List<String> notes) {
    this.targets = targets;
    this.activations = Collections.unmodifiableMap(new LinkedHashMap<>(activations));
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    this.notes = List.copyOf(notes);
  }

  /**
   * Plans full-integer quantization. A trained range counts before a calibrated one.
   *
   * @param graph the lowered float graph
   * @param targets its analysis
   * @param calibrated ranges by the name of the ranged tensor
   * @throws MissingRangesException listing the tensors that have no range
   * @throws UnquantizableGraphException listing every constant that is NaN or infinite
   */
  public static QuantizationPlan of(
      Graph graph, QuantizationTargets targets, Map<String, ActivationRange> calibrated) {
    return new Planner(graph, targets, calibrated).plan();
  }

  /** The analysis the plan was made from. */
  public QuantizationTargets targets() {
    return targets;
  }

  /** Everything planned: activations first, then constants. */
  public Collection<PlannedTensor> tensors() {
    List<PlannedTensor> all = new ArrayList<>(activations.values());
    all.addAll(constants.values());
    return all;
  }

  /** What an activation becomes; empty if it stays float. */
  public Optional<PlannedTensor> activation(String tensor) {
    return Optional.ofNullable(activations.get(tensor));
  }

  /** What a constant becomes where a node reads it; empty if it stays float. */
  public Optional<PlannedTensor> constant(String node, int index) {
    return Optional.ofNullable(constants.get(new Operand(node, index)));
  }

  /** What the caller should know about the plan, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    tensors().forEach(tensor -> text.append(tensor).append('\n'));
    targets
        .floatNodes()
        .forEach(
            (node, why) -> text.append(node).append(" stays float: ").append(why).append('\n'));
    notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }
}
