package org.dl4jmot.quantization.scheme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.calibrate.CalibrationResult;
import org.dl4jmot.quantization.calibrate.Calibrator;
import org.dl4jmot.quantization.calibrate.Observer;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.plan.Borders;
import org.dl4jmot.quantization.plan.KnownRanges;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.QuantizationPlan;
import org.dl4jmot.quantization.plan.QuantizationTargets;
import org.dl4jmot.quantization.plan.Quantizer;
import org.dl4jmot.quantization.plan.RangedTensor;
import org.dl4jmot.quantization.scheme.DynamicRange.DenseInputs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;

/** One application of {@link FullInteger}: analyse, calibrate what is missing, plan, quantize. */
final class FullIntegerRun {
  private static final double NANOSECONDS = 1e9;
  private final double reading;
  private final Graph graph;
  private final Observer observer;
  private final PlanSettings settings;
  private final QuantizationTargets targets;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> measured;

  /**
   * A run.
   *
   * @param measured why layers stay float that were found to hurt, by name
   * @param reading seconds that reading the calibration data and finding such layers took
   */
  FullIntegerRun(
      StageInput input,
      PlanSettings settings,
      Observer observer,
      Map<String, String> measured,
      double reading) {
    this.measured = measured;
    this.reading = reading;
    this.graph = input.graph();
    this.observer = observer;
    this.settings = settings;
    this.targets = QuantizationTargets.of(graph, settings);
  }

  StageResult run(List<float[][]> samples, Borders borders, Map<String, String> choices) {
    List<String> untrained =
        targets.ranged().stream()
            .filter(tensor -> KnownRanges.trained(graph, tensor).isEmpty())
            .map(RangedTensor::name)
            .toList();
    long start = System.nanoTime();
    CalibrationResult calibrated = calibrate(untrained, samples);
    Map<String, Double> seconds = Map.of("calibrate", reading + secondsSince(start));
    QuantizationPlan plan = QuantizationPlan.of(graph, targets, calibrated.ranges());
    Graph quantized =
        HybridWeights.apply(
            Quantizer.apply(graph, plan, borders), settings, 1, DenseInputs.ASYMMETRIC);
    warnings.addAll(calibrated.warnings());
    warnings.addAll(plan.notes());
    warnOfFloat();
    warnOfFloatBorder(quantized, quantized.inputs(), borders.inputs());
    warnOfFloatBorder(quantized, quantized.outputs(), borders.outputs());
    Map<String, String> recipe = new TreeMap<>(choices);
    int trained = targets.ranged().size() - untrained.size();
    recipe.put("ranges", ranges(trained, untrained.size(), observer, samples.size()));
    return new StageResult(quantized, recipe, warnings, samples, seconds);
  }

  static double secondsSince(long nanoseconds) {
    return (System.nanoTime() - nanoseconds) / NANOSECONDS;
  }

  /** Where the ranges are from, as a file's recipe has it. */
  static String ranges(int trained, int calibrated, Observer observer, int samples) {
    if (samples == 0 && calibrated > 0) {
      return trained + " trained, " + calibrated + " derived from these";
    }
    return calibrated == 0
        ? trained + " trained"
        : trained
            + " trained, "
            + calibrated
            + " calibrated by "
            + observer.name()
            + " over "
            + samples
            + " samples";
  }

  private CalibrationResult calibrate(List<String> tensors, List<float[][]> samples) {
    return tensors.isEmpty() || samples.isEmpty()
        ? new CalibrationResult(Map.of(), List.of())
        : Calibrator.run(graph, tensors, samples, observer);
  }

  /** One line for the operations of a layer that stay float for the same reason. */
  private void warnOfFloat() {
    Map<String, List<String>> operations = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      String reason = reason(node);
      if (reason != null) {
        String layers = String.join(", ", node.layers());
        operations
            .computeIfAbsent(
                " (layers " + layers + ") stays float: " + reason, key -> new ArrayList<>())
            .add(node.op().type() + " '" + node.name() + "'");
      }
    }
    operations.forEach((what, nodes) -> warnings.add(String.join(", ", nodes) + what));
  }

  /** Why a node stays float, or null. */
  private String reason(Node node) {
    String planned = targets.floatNodes().get(node.name());
    return planned == null
        ? null
        : node.layers().stream()
            .filter(measured::containsKey)
            .findFirst()
            .map(measured::get)
            .orElse(planned);
  }

  private void warnOfFloatBorder(Graph quantized, List<Port> ports, Border border) {
    if (border == Border.FLOAT32) {
      return;
    }
    for (Port port : ports) {
      if (quantized.tensor(port.tensor()).type() == DataType.FLOAT32) {
        warnings.add("'" + port.name() + "' stays FLOAT32: no integer operation meets it");
      }
    }
  }
}
