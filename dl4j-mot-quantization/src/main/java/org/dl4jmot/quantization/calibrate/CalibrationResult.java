package org.dl4jmot.quantization.calibrate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.quantization.plan.ActivationRange;

/**
 * What calibration found.
 *
 * @param ranges range by tensor
 * @param warnings what the user should know, a sentence each
 */
public record CalibrationResult(Map<String, ActivationRange> ranges, List<String> warnings) {
  /** Copies the collections. */
  public CalibrationResult {
    ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
    warnings = List.copyOf(warnings);
  }
}
