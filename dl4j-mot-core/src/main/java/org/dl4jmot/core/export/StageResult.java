package org.dl4jmot.core.export;

import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.graph.Graph;

/**
 * What a stage of an export made.
 *
 * @param graph the rewritten graph, with the ports of the one it was given
 * @param recipe settings to store in the file and the report, such as scheme and observer
 * @param warnings what the user should know, a sentence each
 * @param samples inputs the stage was calibrated on, which the export is then verified on: per
 *     sample an array per input, in the graph's layout; empty where it needed none
 * @param seconds wall time of parts of the stage that the report shows apart, such as {@code
 *     calibrate}; the rest of the stage's time is {@code quantize}
 */
public record StageResult(
    Graph graph,
    Map<String, String> recipe,
    List<String> warnings,
    List<float[][]> samples,
    Map<String, Double> seconds) {
  /** Copies the collections. */
  public StageResult {
    recipe = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(recipe));
    warnings = List.copyOf(warnings);
    samples = List.copyOf(samples);
    seconds = Map.copyOf(seconds);
  }

  /** This result with another graph. */
  StageResult with(Graph newGraph) {
    return new StageResult(newGraph, recipe, warnings, samples, seconds);
  }

  /** A result of a stage whose time is reported as a whole. */
  public StageResult(
      Graph graph, Map<String, String> recipe, List<String> warnings, List<float[][]> samples) {
    this(graph, recipe, warnings, samples, Map.of());
  }
}
