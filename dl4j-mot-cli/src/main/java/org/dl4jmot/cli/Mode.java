package org.dl4jmot.cli;

/** Forms of a file. */
enum Mode {
  FLOAT32,
  FLOAT16,
  DYNAMIC,
  INT8;

  /** Whether single layers may be left out. */
  boolean quantizesLayers() {
    return this == DYNAMIC || this == INT8;
  }
}
