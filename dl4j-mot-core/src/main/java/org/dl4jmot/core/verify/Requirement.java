package org.dl4jmot.core.verify;

import java.util.Optional;

/** A bound that the caller sets on an export, beyond what every export must keep. */
public interface Requirement {
  /** Says how a report breaks the bound; empty if it keeps it. */
  Optional<String> breach(VerificationReport report);

  /**
   * Requires that on at least a share of the samples the file and the float network name the same
   * class.
   *
   * @param least share in [0, 1]
   * @throws IllegalArgumentException for a share outside [0, 1]
   */
  static Requirement agreement(double least) {
    if (!(least >= 0 && least <= 1)) {
      throw new IllegalArgumentException("agreement must be in [0, 1]: " + least);
    }
    return report ->
        report.agreement() >= least
            ? Optional.empty()
            : Optional.of(
                "top-1 agreement with the float network is "
                    + report.agreement()
                    + ", required is "
                    + least);
  }

  /**
   * Requires a signal-to-quantization-noise ratio at every output.
   *
   * @param decibels lower bound, dB
   * @throws IllegalArgumentException for NaN
   */
  static Requirement outputSqnr(double decibels) {
    if (Double.isNaN(decibels)) {
      throw new IllegalArgumentException(
          "a bound on the signal-to-noise ratio must be a number: NaN");
    }
    return report ->
        report.outputs().stream()
            .filter(output -> !(output.sqnr() >= decibels))
            .findFirst()
            .map(
                output ->
                    "output '"
                        + output.port()
                        + "' has "
                        + output.sqnr()
                        + " dB signal-to-noise, required are "
                        + decibels);
  }
}
