package org.dl4jmot.cli;

/** Forms of a file, and the converter's presets under the names its users know. */
enum Mode {
  FLOAT32("float32"),
  FLOAT16("float16"),
  DYNAMIC("dynamic"),
  INT8("int8"),
  INT16X8("16x8"),
  DEFAULT("default"),
  OPTIMIZE_FOR_SIZE("optimize-for-size"),
  OPTIMIZE_FOR_LATENCY("optimize-for-latency");

  private final String option;

  Mode(String option) {
    this.option = option;
  }

  /** The form itself: what a preset, see {@code Optimize}, stands for. */
  Mode form(Data data) {
    return switch (this) {
      case DEFAULT, OPTIMIZE_FOR_SIZE, OPTIMIZE_FOR_LATENCY -> data == Data.GIVEN ? INT8 : DYNAMIC;
      default -> this;
    };
  }

  /** Whether there is calibration data. */
  enum Data {
    GIVEN,
    MISSING
  }

  /** Whether activations become integers. */
  boolean isInteger() {
    return this == INT8 || this == INT16X8;
  }

  /** Whether single layers may be left out. */
  boolean quantizesLayers() {
    return this == DYNAMIC || isInteger();
  }

  /** Whether TensorFlow Lite Micro runs it, as far as the form alone tells. */
  boolean suitsMicrocontrollers() {
    return this == FLOAT32 || isInteger();
  }

  @Override
  public String toString() {
    return option;
  }
}
