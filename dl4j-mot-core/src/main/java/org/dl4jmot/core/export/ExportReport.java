package org.dl4jmot.core.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.core.verify.VerificationReport;

/**
 * What an export made and what was found about it.
 *
 * @param scheme name of the quantization scheme, {@code float} where there was none
 * @param bytes size of the file
 * @param gzipBytes size of the file after gzip, level 9
 * @param floatBytes bytes of all constants in the float graph
 * @param provenance what the file says of its making: tool, recipe, hash of the parameters
 * @param layers what became of each layer of the trained network, such as {@code bn1: folded into
 *     conv1}
 * @param ops every operation of the file
 * @param warnings what the user should know
 * @param verification agreement with the float network and with the reference runtime
 * @param seconds wall time of each stage: freeze, lower, calibrate where it was done, quantize,
 *     write, verify, and compress for the gzip size
 */
public record ExportReport(
    String scheme,
    long bytes,
    long gzipBytes,
    long floatBytes,
    Map<String, String> provenance,
    Map<String, String> layers,
    List<OpRow> ops,
    List<String> warnings,
    VerificationReport verification,
    Map<String, Double> seconds) {
  /** Copies the collections. */
  public ExportReport {
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    ops = List.copyOf(ops);
    warnings = List.copyOf(warnings);
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
  }

  /** The report for people: tables of plain text. */
  public String toText() {
    return new ReportText(this).toString();
  }

  /** The report for machines: one JSON object. Infinite ratios are the string {@code "inf"}. */
  public String toJson() {
    return ReportJson.of(this);
  }
}
