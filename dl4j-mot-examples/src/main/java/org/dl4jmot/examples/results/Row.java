package org.dl4jmot.examples.results;

import java.util.function.ToDoubleFunction;

/**
 * A row of the comparison: what is taken of which form, and the reference's figures as published by
 * its own measurement.
 *
 * @param title of the row
 * @param form what was measured
 * @param value what is taken of a measurement
 * @param decimals to print
 * @param referenceA the reference's figure for network A
 * @param referenceB the reference's figure for network B
 */
record Row(
    String title,
    Form form,
    ToDoubleFunction<Measurement> value,
    int decimals,
    String referenceA,
    String referenceB) {
  String reference(Architecture architecture) {
    return architecture == Architecture.A ? referenceA : referenceB;
  }
}
