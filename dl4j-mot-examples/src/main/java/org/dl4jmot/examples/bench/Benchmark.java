package org.dl4jmot.examples.bench;

/** One claim of the documentation, as a measured ratio and the bound it has to keep. */
interface Benchmark {
  /** What is claimed, in a line. */
  String claim();

  /**
   * Measures both sides interleaved in this run.
   *
   * @return what was found
   */
  Outcome run();

  /**
   * A measured ratio and whether the claim holds.
   *
   * @param details what was measured on either side, with units
   * @param holds whether the measured ratio is within the claim
   */
  record Outcome(String details, boolean holds) {}
}
