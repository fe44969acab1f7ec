package org.dl4jmot.core.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.runtime.delegate.DelegateVerdict;

/**
 * What an export would do, said before any work: nothing has been calibrated, run or written.
 *
 * @param scheme name of the quantization scheme, as in the report
 * @param problems everything that would fail the export, with what to do; empty if nothing would
 * @param bytes size of the file: exact where no data decides what is in it; with ranges still
 *     unknown up to 48 bytes less for each two that will be equal, and 16 either way for the
 *     recipe. Empty if a layer has no form in a file
 * @param layers what becomes of each layer of the trained network, such as {@code bn1: folded into
 *     conv1}
 * @param ops every operation of the file
 * @param floats what stays float, and why
 * @param unknown tensors whose ranges calibration will measure: their scales are placeholders here,
 *     and delegates' rules about scales are taken to be kept
 * @param warnings what the user should know
 * @param recipe the settings that the file will state
 * @param delegates what LiteRT's delegates would make of the file
 */
public record ExportPlan(
    String scheme,
    List<Item> problems,
    OptionalLong bytes,
    Map<String, String> layers,
    List<OpRow> ops,
    List<FloatPart> floats,
    List<String> unknown,
    List<String> warnings,
    Map<String, String> recipe,
    List<DelegateVerdict> delegates) {

  /**
   * Something that stays float.
   *
   * @param name the node's, constant's, input's or output's name
   * @param op the operation that computes or reads it; {@code input} or {@code output}
   * @param layers layers of the trained network it stands for
   * @param reason why
   */
  public record FloatPart(String name, String op, List<String> layers, String reason) {
    /** Copies the list. */
    public FloatPart {
      layers = List.copyOf(layers);
    }
  }

  /** Copies the collections. */
  public ExportPlan {
    problems = List.copyOf(problems);
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    ops = List.copyOf(ops);
    floats = List.copyOf(floats);
    unknown = List.copyOf(unknown);
    warnings = List.copyOf(warnings);
    recipe = Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
    delegates = List.copyOf(delegates);
  }

  static ExportPlan refused(String scheme, List<Item> problems) {
    return new ExportPlan(
        scheme,
        problems,
        OptionalLong.empty(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  /** Whether the export would go through, up to its verification. */
  public boolean isExportable() {
    return problems.isEmpty();
  }

  /** The plan for people: tables of plain text. */
  public String toText() {
    return new PlanText(this).toString();
  }

  /** The plan for machines: one JSON object. */
  public String toJson() {
    return PlanJson.of(this);
  }

  /** As {@link #toText}. */
  @Override
  public String toString() {
    return toText();
  }
}
