package org.dl4jmot.core.verify;

/** Adds up a {@link Difference}. Not thread-safe. */
final class DifferenceTally {
  private final SignalToNoise noise = new SignalToNoise();
  private long elements;
  private double absolute;

  void compare(float[] first, float[] second) {
    for (int i = 0; i < first.length; i++) {
      noise.add(first[i], second[i]);
      absolute += Math.abs((double) second[i] - first[i]);
    }
    elements += first.length;
  }

  Difference result() {
    return new Difference(
        elements, noise.decibels(), elements == 0 ? 0 : absolute / elements, noise.worstError());
  }
}
