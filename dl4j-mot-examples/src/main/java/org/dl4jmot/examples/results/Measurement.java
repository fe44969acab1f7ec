package org.dl4jmot.examples.results;

import org.dl4jmot.examples.measure.BitExactness;

/**
 * What was measured of one form of one trained network, on all test images.
 *
 * @param accuracyNetwork share the Deeplearning4j network classifies rightly
 * @param accuracyLiteRt share the file classifies rightly in LiteRT's built-in kernels
 * @param agreement share on which both predict the same class
 * @param meanDifference mean absolute difference of their probabilities
 * @param bytes size of the file
 * @param gzipBytes its size under gzip -9
 * @param sparsity share of zeros in the kernels that pruning chooses
 * @param exactness interpreter against LiteRT; null for forms that compute in floats
 * @param ops operations of the file, such as {@code CONV_2D ×2}
 */
record Measurement(
    double accuracyNetwork,
    double accuracyLiteRt,
    double agreement,
    double meanDifference,
    int bytes,
    int gzipBytes,
    double sparsity,
    BitExactness exactness,
    String ops) {
  double networkPercent() {
    return 100 * accuracyNetwork;
  }

  double liteRtPercent() {
    return 100 * accuracyLiteRt;
  }

  /** What the file gains on its network; mostly negative. */
  double gainPoints() {
    return 100 * (accuracyLiteRt - accuracyNetwork);
  }

  double agreementPercent() {
    return 100 * agreement;
  }

  double meanDifferenceThousandths() {
    return 1e3 * meanDifference;
  }

  double sparsityPercent() {
    return 100 * sparsity;
  }
}
