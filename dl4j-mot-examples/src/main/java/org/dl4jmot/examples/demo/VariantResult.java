package org.dl4jmot.examples.demo;

/**
 * What was measured of a variant.
 *
 * @param name the variant
 * @param accuracyDl4j share of test images the Deeplearning4j network classifies rightly
 * @param accuracyLiteRt share of test images the file classifies rightly in LiteRT's built-in
 *     kernels
 * @param agreement share of test images on which both predict the same class
 * @param bytes size of the file
 * @param gzipBytes its size under gzip -9
 * @param latencyLiteRtMicros median time of one image in LiteRT as applications run it, with
 *     XNNPACK, one thread
 * @param latencyDl4jMicros median time of {@code output()} of one image
 * @param sparsity share of zeros in the kernels that pruning chooses
 */
record VariantResult(
    String name,
    double accuracyDl4j,
    double accuracyLiteRt,
    double agreement,
    int bytes,
    int gzipBytes,
    double latencyLiteRtMicros,
    double latencyDl4jMicros,
    double sparsity) {}
