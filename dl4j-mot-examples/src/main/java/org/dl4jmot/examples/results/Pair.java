package org.dl4jmot.examples.results;

/**
 * Quantization-aware training beside its control: from the same network, on the same batches.
 *
 * @param controlAccuracy share the control classifies rightly, in Deeplearning4j
 * @param qatAccuracy share the int8 file classifies rightly in LiteRT's built-in kernels
 * @param controlAlone images that only the control classifies rightly
 * @param qatAlone images that only the file classifies rightly
 */
record Pair(double controlAccuracy, double qatAccuracy, int controlAlone, int qatAlone) {
  double controlPercent() {
    return 100 * controlAccuracy;
  }

  double qatPercent() {
    return 100 * qatAccuracy;
  }

  /** What quantization gains; mostly negative. */
  double gainPoints() {
    return 100 * (qatAccuracy - controlAccuracy);
  }
}
