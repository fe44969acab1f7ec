package org.dl4jmot.quantization.plan;

/** Where planned quantization parameters come from. */
public enum ParameterSource {
  /** The range that quantization-aware training learned. */
  TRAINED("trained range"),
  /** The range observed over calibration data. */
  CALIBRATED("calibrated range"),
  /** The range that follows from another tensor's: the steps of an activation function. */
  DERIVED("derived range"),
  /** The operation prescribes them. */
  PRESCRIBED("fixed by the operation"),
  /** They are those of another tensor. */
  SHARED("shared"),
  /** The values of the constant itself. */
  VALUES("its own values"),
  /** A bias: the scale of the input times that of the weights. */
  PRODUCT("input scale times weight scale");

  private final String description;

  ParameterSource(String description) {
    this.description = description;
  }

  /** In words, for reports. */
  public String description() {
    return description;
  }
}
