package org.dl4jmot.quantization.scheme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StagePlan;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.quantization.plan.ActivationRange;
import org.dl4jmot.quantization.plan.Borders;
import org.dl4jmot.quantization.plan.KnownRanges;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.QuantizationPlan;
import org.dl4jmot.quantization.plan.QuantizationTargets;
import org.dl4jmot.quantization.plan.Quantizer;
import org.dl4jmot.quantization.plan.RangedTensor;
import org.dl4jmot.quantization.scheme.DynamicRange.DenseInputs;
import org.dl4jmot.runtime.graph.Graph;

/** What {@link FullInteger} would make of a graph, with a placeholder for each unknown range. */
final class FullIntegerPlan {
  /** Placeholders differ by this much each: equal parameters would be stored once. */
  private static final float STEP = 1 / 1024f;

  private final Graph graph;
  private final PlanSettings settings;
  private final QuantizationTargets targets;
  private final List<RangedTensor> untrained;

  FullIntegerPlan(StageInput input, PlanSettings settings) {
    this.graph = input.graph();
    this.settings = settings;
    this.targets = QuantizationTargets.of(graph, settings);
    this.untrained =
        targets.ranged().stream()
            .filter(tensor -> KnownRanges.trained(graph, tensor).isEmpty())
            .toList();
  }

  /**
   * The plan where calibration will measure the unknown ranges.
   *
   * @param ranges says in the file's recipe where so many trained and calibrated ranges are from
   */
  StagePlan calibrated(Borders borders, Map<String, String> recipe, Ranges ranges) {
    return plan(borders, recipe, ranges, List.of(), names());
  }

  /** The plan where there is no data to measure them: each is a problem. */
  StagePlan trained(Borders borders, Map<String, String> recipe, Ranges ranges) {
    List<Item> problems = new ArrayList<>();
    for (RangedTensor tensor : untrained) {
      problems.add(
          new Item(
              tensor.name(),
              tensor.origin().map(origin -> "layer " + origin.layer()).orElse("activation"),
              "it has neither a trained range nor data to measure one on",
              "Train the network quantization-aware until its ranges are set, or calibrate"));
    }
    return plan(borders, recipe, ranges, problems, List.of());
  }

  /** Describes how many ranges were trained and how many are calibrated. */
  @FunctionalInterface
  interface Ranges {
    String describe(int trained, int calibrated);
  }

  private List<String> names() {
    return untrained.stream().map(RangedTensor::name).toList();
  }

  /** Any ranges with both signs will do: types and sizes do not depend on them. */
  private Map<String, ActivationRange> placeholders() {
    Map<String, ActivationRange> placeholders = new HashMap<>();
    for (String name : names()) {
      float end = 1 + STEP * placeholders.size();
      placeholders.put(name, new ActivationRange(-end, end));
    }
    return placeholders;
  }

  private StagePlan plan(
      Borders borders,
      Map<String, String> choices,
      Ranges ranges,
      List<Item> problems,
      List<String> unknown) {
    QuantizationPlan plan = QuantizationPlan.of(graph, targets, placeholders());
    Graph quantized =
        HybridWeights.apply(
            Quantizer.apply(graph, plan, borders), settings, 1, DenseInputs.ASYMMETRIC);
    Map<String, String> recipe = new TreeMap<>(choices);
    int calibrated = untrained.size();
    recipe.put("ranges", ranges.describe(targets.ranged().size() - calibrated, calibrated));
    return new StagePlan(quantized, recipe, plan.notes(), targets.floatNodes(), unknown, problems);
  }
}
