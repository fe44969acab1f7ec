package org.dl4jmot.core.verify;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One computed tensor of an exported file, compared with the float graph and with the reference
 * runtime over all samples.
 *
 * @param tensor its name
 * @param op TFLite operator that computes it
 * @param type element type in the file
 * @param elements elements compared, all samples together
 * @param sqnr signal-to-quantization-noise ratio against the float graph's tensor of the same name,
 *     dB (infinite: equal); empty if the float graph has none
 * @param worstError largest absolute error against the float graph; empty if the float graph has
 *     none
 * @param differing integer elements in which our interpreter and the reference runtime differ (by
 *     more than a turned rounding, where a float operation stands before them); empty for floats or
 *     without a reference
 * @param runtimeError largest absolute difference between the two runtimes for a float tensor;
 *     empty for integers or without a reference
 * @param tolerance bound that {@code runtimeError} has to keep; empty where that is
 */
public record TensorComparison(
    String tensor,
    String op,
    String type,
    long elements,
    OptionalDouble sqnr,
    OptionalDouble worstError,
    OptionalLong differing,
    OptionalDouble runtimeError,
    OptionalDouble tolerance) {

  /** Whether the two runtimes agree on this tensor, or there is no reference runtime. */
  public boolean runtimesAgree() {
    // Written so that a NaN difference fails.
    return differing.orElse(0) == 0
        && (runtimeError.isEmpty() || runtimeError.getAsDouble() <= tolerance.getAsDouble());
  }
}
