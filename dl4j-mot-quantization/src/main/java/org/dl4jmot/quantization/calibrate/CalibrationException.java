package org.dl4jmot.quantization.calibrate;

/** Calibration data, or what the network makes of it, does not serve calibration. */
public final class CalibrationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  CalibrationException(String message) {
    super(message);
  }

  CalibrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
