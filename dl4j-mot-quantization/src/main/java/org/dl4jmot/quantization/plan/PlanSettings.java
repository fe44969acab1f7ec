package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * What a caller decides about an integer graph. Weights that quantization-aware training annotated
 * keep the granularity they were trained with.
 *
 * @param convolutionWeights scales of convolution filters
 * @param denseWeights scales of dense weights; PER_CHANNEL needs LiteRT 2.17 or newer, see {@link
 *     #withDenseWeights}
 * @param activations type of integer activations: INT8, or INT16 for the 16x8 form
 * @param floatLayers layers of the trained network to leave in float
 * @param floatOperations operations to leave in float wherever they stand, by their names in a
 *     file, such as {@code SOFTMAX}
 */
public record PlanSettings(
    Granularity convolutionWeights,
    Granularity denseWeights,
    DataType activations,
    Set<String> floatLayers,
    Set<String> floatOperations) {
  /**
   * Copies the sets and checks that nothing is missing.
   *
   * @throws IllegalArgumentException if activations are neither INT8 nor INT16
   */
  public PlanSettings {
    Objects.requireNonNull(convolutionWeights, "convolutionWeights");
    Objects.requireNonNull(denseWeights, "denseWeights");
    if (activations != DataType.INT8 && activations != DataType.INT16) {
      throw new IllegalArgumentException("activations must be INT8 or INT16: " + activations);
    }
    floatLayers = Set.copyOf(floatLayers);
    floatOperations = Set.copyOf(floatOperations);
  }

  /** Filters per output channel, dense weights per tensor, every layer quantized. */
  public static PlanSettings defaults() {
    return new PlanSettings(
        Granularity.PER_CHANNEL, Granularity.PER_TENSOR, DataType.INT8, Set.of(), Set.of());
  }

  /** These settings with another granularity of convolution filters. */
  public PlanSettings withConvolutionWeights(Granularity granularity) {
    return new PlanSettings(granularity, denseWeights, activations, floatLayers, floatOperations);
  }

  /**
   * These settings with another granularity of dense weights. Runtimes before 2.17 accept a file
   * with PER_CHANNEL dense weights and compute garbage; such a file demands 2.17.
   */
  public PlanSettings withDenseWeights(Granularity granularity) {
    return new PlanSettings(
        convolutionWeights, granularity, activations, floatLayers, floatOperations);
  }

  /**
   * These settings with another type of integer activations.
   *
   * @throws IllegalArgumentException unless it is INT8 or INT16
   */
  public PlanSettings withActivations(DataType type) {
    return new PlanSettings(convolutionWeights, denseWeights, type, floatLayers, floatOperations);
  }

  /** These settings with other layers left in float. */
  public PlanSettings withFloatLayers(Set<String> layers) {
    return new PlanSettings(convolutionWeights, denseWeights, activations, layers, floatOperations);
  }

  /** These settings with other operations left in float, by their names in a file. */
  public PlanSettings withFloatOperations(Set<String> operations) {
    return new PlanSettings(convolutionWeights, denseWeights, activations, floatLayers, operations);
  }

  /** Why the caller keeps a node in float; empty where they do not. */
  public Optional<String> floatReason(Node node) {
    if (node.layers().stream().anyMatch(floatLayers::contains)) {
      return Optional.of("the caller keeps its layer in float");
    }
    return floatOperations.contains(node.op().type())
        ? Optional.of("the caller keeps " + node.op().type() + " in float")
        : Optional.empty();
  }

  /** What is to be left in float but the graph lacks, and what it has; a sentence each. */
  public List<String> unknown(Graph graph) {
    Set<String> layers = new TreeSet<>();
    Set<String> operations = new TreeSet<>();
    for (Node node : graph.nodes()) {
      layers.addAll(node.layers());
      operations.add(node.op().type());
    }
    List<String> problems = new ArrayList<>();
    unknown(floatLayers, layers, "layers").ifPresent(problems::add);
    unknown(floatOperations, operations, "operations").ifPresent(problems::add);
    return problems;
  }

  private static Optional<String> unknown(Set<String> asked, Set<String> known, String what) {
    Set<String> unknown = new TreeSet<>(asked);
    unknown.removeAll(known);
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            what
                + " to leave in float that are no part of the network's graph: "
                + unknown
                + "; it has "
                + known);
  }

  Granularity granularity(WeightRule.Family family) {
    return switch (family) {
      case CONVOLUTION -> convolutionWeights;
      case DENSE -> denseWeights;
    };
  }
}
