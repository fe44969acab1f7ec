package org.dl4jmot.quantization.plan;

import java.util.List;

/** Activations have neither a trained nor a calibrated range. */
public final class MissingRangesException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final transient List<String> tensors;

  MissingRangesException(List<RangedTensor> missing) {
    super(
        "no range is known for "
            + missing.size()
            + " tensors: "
            + String.join(", ", missing.stream().map(MissingRangesException::describe).toList())
            + ". Train the network quantization-aware until its ranges are set, or calibrate with"
            + " representative data: calibration fills in the missing ranges alone.");
    tensors = missing.stream().map(RangedTensor::name).toList();
  }

  /** Names of the tensors, in the graph's order. */
  public List<String> tensors() {
    return tensors;
  }

  private static String describe(RangedTensor tensor) {
    return "'"
        + tensor.name()
        + "'"
        + tensor.origin().map(origin -> " (layer '" + origin.layer() + "')").orElse("");
  }
}
