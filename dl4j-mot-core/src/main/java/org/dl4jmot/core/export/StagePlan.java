package org.dl4jmot.core.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.runtime.graph.Graph;

/**
 * What a stage of an export would make of a graph, as far as it knows before it has seen data.
 *
 * @param graph the rewritten graph; what data would decide, such as scales, are placeholders
 * @param recipe the settings it would store in the file and the report
 * @param warnings what the user should know, a sentence each
 * @param floats why nodes and constants stay float, by their names; what the form keeps in float as
 *     a whole needs no entry
 * @param unknown names of tensors of the given graph whose ranges only data will tell
 * @param problems what would fail the export
 */
public record StagePlan(
    Graph graph,
    Map<String, String> recipe,
    List<String> warnings,
    Map<String, String> floats,
    List<String> unknown,
    List<Item> problems) {
  /** Copies the collections. */
  public StagePlan {
    recipe = Collections.unmodifiableMap(new java.util.TreeMap<>(recipe));
    warnings = List.copyOf(warnings);
    floats = Collections.unmodifiableMap(new LinkedHashMap<>(floats));
    unknown = List.copyOf(unknown);
    problems = List.copyOf(problems);
  }

  /** The plan of a stage that needs no data: what it does. */
  public static StagePlan of(StageResult result) {
    return of(result, Map.of());
  }

  /**
   * The plan of a stage that needs no data: what it does.
   *
   * @param floats why nodes and constants stay float, by their names
   */
  public static StagePlan of(StageResult result, Map<String, String> floats) {
    return new StagePlan(
        result.graph(), result.recipe(), result.warnings(), floats, List.of(), List.of());
  }
}
