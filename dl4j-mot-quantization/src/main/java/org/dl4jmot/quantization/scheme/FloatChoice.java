package org.dl4jmot.quantization.scheme;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.quantization.plan.PlanSettings;

/**
 * What a caller leaves in float.
 *
 * @param layers by name
 * @param layerTypes by the simple name of a layer's or vertex's class
 * @param operations by the name of the operation in the file
 */
record FloatChoice(Set<String> layers, Set<String> layerTypes, Set<String> operations) {
  FloatChoice {
    layers = Set.copyOf(layers);
    layerTypes = Set.copyOf(layerTypes);
    operations = Set.copyOf(operations);
  }

  static FloatChoice nothing() {
    return new FloatChoice(Set.of(), Set.of(), Set.of());
  }

  FloatChoice withLayers(String... names) {
    return new FloatChoice(Set.of(names), layerTypes, operations);
  }

  FloatChoice withLayerTypes(String... types) {
    return new FloatChoice(layers, Set.of(types), operations);
  }

  FloatChoice withOperations(String... types) {
    return new FloatChoice(layers, layerTypes, Set.of(types));
  }

  /**
   * The settings for one network.
   *
   * @throws IllegalArgumentException listing everything that is to be left in float and that the
   *     network lacks, and what it has
   */
  PlanSettings in(StageInput input, PlanSettings settings) {
    Set<String> present =
        input.graph().nodes().stream()
            .flatMap(node -> node.layers().stream())
            .collect(Collectors.toSet());
    Set<String> all = new HashSet<>(layers);
    all.addAll(input.floatLayers());
    List<String> problems = new ArrayList<>();
    for (String type : new TreeSet<>(layerTypes)) {
      List<String> named =
          input.layerTypes().entrySet().stream()
              .filter(entry -> entry.getValue().equals(type))
              .map(Map.Entry::getKey)
              .filter(present::contains)
              .toList();
      all.addAll(named);
      if (named.isEmpty()) {
        problems.add(unknownType(type, input, present));
      }
    }
    PlanSettings chosen = settings.withFloatLayers(all).withFloatOperations(operations);
    problems.addAll(chosen.unknown(input.graph()));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return chosen;
  }

  private static String unknownType(String type, StageInput input, Set<String> present) {
    Set<String> known = new TreeSet<>();
    input
        .layerTypes()
        .forEach(
            (layer, itsType) -> {
              if (present.contains(layer)) {
                known.add(itsType);
              }
            });
    return "no layer of type "
        + type
        + " to leave in float in the network's graph; it has "
        + known;
  }

  /** For a recipe: what is left in float, empty for nothing. */
  String describe() {
    return Stream.of(
            list("layers", layers), list("types", layerTypes), list("operations", operations))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String list(String what, Set<String> names) {
    return names.isEmpty() ? "" : "float " + what + " " + String.join(", ", new TreeSet<>(names));
  }
}
