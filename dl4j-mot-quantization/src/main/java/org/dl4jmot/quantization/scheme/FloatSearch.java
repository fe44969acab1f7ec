package org.dl4jmot.quantization.scheme;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dl4jmot.quantization.calibrate.Calibrator;
import org.dl4jmot.quantization.calibrate.Observer;
import org.dl4jmot.quantization.plan.ActivationRange;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.plan.KnownRanges;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.QuantizationPlan;
import org.dl4jmot.quantization.plan.QuantizationTargets;
import org.dl4jmot.quantization.plan.Quantizer;
import org.dl4jmot.quantization.plan.RangedTensor;
import org.dl4jmot.quantization.scheme.DynamicRange.DenseInputs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;

/**
 * Finds the layers that hurt: those to leave in float so that the signal-to-noise ratio of the
 * worst output, over the first calibration samples, reaches a bound.
 *
 * <ol>
 *   <li>The whole network is quantized; if that reaches the bound, nothing stays float.
 *   <li>Each layer (layers that were fused count as one) is quantized alone, all others staying
 *       float; the ratio left at the outputs ranks it, lowest first, equal ones in running order.
 *   <li>Layers are left in float in that order, one more at a time, until the bound is reached.
 *   <li>Those chosen are given back, the least harmful first, wherever the bound still holds: a
 *       tensor between two layers is float only if both are, so an earlier choice may have become
 *       needless, and did not help alone.
 * </ol>
 *
 * Each step quantizes and runs the network anew. The same network, settings and samples give the
 * same choice.
 */
final class FloatSearch {
  /** How many of the calibration samples are run; all calibrate. */
  static final int MEASURED_SAMPLES = 64;

  private final Graph graph;
  private final PlanSettings settings;
  private final Observer observer;
  private final List<float[][]> samples;
  private final OutputNoise noise;
  private final Map<String, ActivationRange> ranges = new LinkedHashMap<>();

  /**
   * What was found.
   *
   * @param alone the chosen layers, the most harmful first, and the decibels left at the outputs
   *     where nothing but this layer is quantized
   * @param before decibels with all layers quantized
   * @param after decibels with the chosen ones in float
   */
  record Choice(Map<String, Double> alone, double before, double after) {
    /** For a recipe. */
    String describe(double bound) {
      return String.format(
          Locale.ROOT,
          "%.1f dB at the outputs, %.1f dB with all layers quantized, asked for %.1f; left in"
              + " float: %s",
          after,
          before,
          bound,
          alone.isEmpty() ? "none" : String.join(", ", alone.keySet()));
    }

    /** Why each chosen layer stays float. */
    Map<String, String> reasons() {
      Map<String, String> reasons = new LinkedHashMap<>();
      alone.forEach(
          (layer, decibels) ->
              reasons.put(
                  layer,
                  String.format(
                      Locale.ROOT, "quantized alone it leaves %.1f dB at the outputs", decibels)));
      return reasons;
    }
  }

  /** Layers that share nodes: all are quantized or none. */
  private record Group(Set<String> layers, double alone) {}

  FloatSearch(Graph graph, PlanSettings settings, Observer observer, List<float[][]> samples) {
    this.graph = graph;
    this.settings = settings;
    this.observer = observer;
    this.samples = samples;
    noise = new OutputNoise(graph, samples.subList(0, Math.min(MEASURED_SAMPLES, samples.size())));
  }

  Choice run(double bound) {
    double before = decibels(settings);
    if (before >= bound) {
      return new Choice(Map.of(), before, before);
    }
    List<Group> chosen = new ArrayList<>();
    double after = before;
    for (Group group : ranked()) {
      if (after >= bound) {
        break;
      }
      chosen.add(group);
      after = decibels(without(chosen));
    }
    giveBack(chosen, bound);
    Map<String, Double> alone = new LinkedHashMap<>();
    chosen.forEach(group -> group.layers().forEach(layer -> alone.put(layer, group.alone())));
    return new Choice(alone, before, decibels(without(chosen)));
  }

  private void giveBack(List<Group> chosen, double bound) {
    for (int i = chosen.size() - 1; i >= 0; i--) {
      Group group = chosen.remove(i);
      if (decibels(without(chosen)) < bound) {
        chosen.add(i, group);
      }
    }
  }

  private PlanSettings without(List<Group> groups) {
    Set<String> layers = new HashSet<>(settings.floatLayers());
    groups.forEach(group -> layers.addAll(group.layers()));
    return settings.withFloatLayers(layers);
  }

  private List<Group> ranked() {
    List<Set<String>> groups = groups();
    Set<String> all = new HashSet<>(settings.floatLayers());
    groups.forEach(all::addAll);
    List<PlanSettings> single = groups.stream().map(group -> only(group, all)).toList();
    // All at once, for the runs that follow in parallel.
    calibrate(single.stream().map(one -> QuantizationTargets.of(graph, one)).toList());
    List<Double> alone = single.parallelStream().map(this::decibels).toList();
    List<Group> ranked = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      ranked.add(new Group(groups.get(i), alone.get(i)));
    }
    ranked.sort(Comparator.comparingDouble(Group::alone));
    return ranked;
  }

  private PlanSettings only(Set<String> group, Set<String> all) {
    Set<String> others = new HashSet<>(all);
    others.removeAll(group);
    return settings.withFloatLayers(others);
  }

  /** The layers of integer nodes, in running order; those of one node together. */
  private List<Set<String>> groups() {
    QuantizationTargets targets = QuantizationTargets.of(graph, settings);
    List<Set<String>> groups = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (targets.isInteger(node.name()) && !node.layers().isEmpty()) {
        Set<String> merged = new LinkedHashSet<>(node.layers());
        groups.removeIf(
            group -> {
              boolean touches = group.stream().anyMatch(node.layers()::contains);
              if (touches) {
                merged.addAll(group);
              }
              return touches;
            });
        groups.add(new TreeSet<>(merged));
      }
    }
    return groups;
  }

  private double decibels(PlanSettings choice) {
    QuantizationTargets targets = QuantizationTargets.of(graph, choice);
    calibrate(List.of(targets));
    QuantizationPlan plan = QuantizationPlan.of(graph, targets, ranges);
    Graph integer = Quantizer.apply(graph, plan, Border.FLOAT32);
    return noise.decibels(HybridWeights.apply(integer, choice, 1, DenseInputs.ASYMMETRIC));
  }

  /** Observes what has not been observed yet. */
  private void calibrate(List<QuantizationTargets> all) {
    List<String> missing =
        all.stream()
            .flatMap(targets -> targets.ranged().stream())
            .filter(tensor -> KnownRanges.trained(graph, tensor).isEmpty())
            .map(RangedTensor::name)
            .distinct()
            .filter(name -> !ranges.containsKey(name))
            .collect(Collectors.toList());
    if (!missing.isEmpty()) {
      ranges.putAll(Calibrator.run(graph, missing, samples, observer).ranges());
    }
  }
}
