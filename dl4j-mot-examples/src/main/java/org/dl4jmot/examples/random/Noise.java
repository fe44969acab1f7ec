package org.dl4jmot.examples.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signal and noise of each output, in energy: what the float network answers, how far the int8 file
 * is from it, and how far it may be. A dead or saturated output has little or no signal, so that no
 * ratio means anything; its noise has a bound all the same.
 */
final class Noise {
  private final Map<String, Energies> outputs = new LinkedHashMap<>();

  private static final class Energies {
    private double signal;
    private double noise;
    private double most;
    private double worstShare;

    void add(float expected, float actual, float bound) {
      double error = (double) actual - expected;
      signal += (double) expected * expected;
      noise += error * error;
      most += (double) bound * bound;
      double share = error == 0 ? 0 : Math.abs(error) / bound;
      worstShare = Double.isNaN(share) ? Double.POSITIVE_INFINITY : Math.max(worstShare, share);
    }
  }

  /** Adds one sample of one output. */
  void add(String output, float[] expected, float[] actual, float[] bound) {
    Energies energies = outputs.computeIfAbsent(output, name -> new Energies());
    for (int i = 0; i < expected.length; i++) {
      energies.add(expected[i], actual[i], bound[i]);
    }
  }

  /** The outputs that are further off than they may be, anywhere. */
  List<String> failures() {
    return outputs.entrySet().stream()
        .filter(entry -> !(entry.getValue().worstShare <= 1))
        .map(
            entry ->
                "int8 output "
                    + entry.getKey()
                    + " is "
                    + entry.getValue().worstShare
                    + " bounds from the float output")
        .toList();
  }

  /** Lowest ratio of signal to noise; NaN if no output has a signal. */
  double decibels() {
    return outputs.values().stream()
        .filter(energies -> energies.signal > 0)
        .mapToDouble(energies -> 10 * Math.log10(energies.signal / energies.noise))
        .min()
        .orElse(Double.NaN);
  }

  /** Lowest ratio that the bounds allow; NaN if no output has a signal. */
  double bound() {
    return outputs.values().stream()
        .filter(energies -> energies.signal > 0)
        .mapToDouble(energies -> 10 * Math.log10(energies.signal / energies.most))
        .min()
        .orElse(Double.NaN);
  }
}
