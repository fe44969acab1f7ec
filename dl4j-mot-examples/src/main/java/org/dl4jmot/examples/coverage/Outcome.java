package org.dl4jmot.examples.coverage;

import java.util.Collection;

/**
 * What became of a sample in one form.
 *
 * @param status the verdict
 * @param detail what goes with it: operations that stay float, the reason of a refusal; empty where
 *     there is nothing to say
 */
record Outcome(Status status, String detail) {
  enum Status {
    SUPPORTED("yes"),
    FLOAT("float"),
    CALIBRATED("calibrated"),
    REFUSED("refused"),
    FAILED("fails");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** How the table says it. */
    String word() {
      return word;
    }
  }

  static Outcome supported() {
    return new Outcome(Status.SUPPORTED, "");
  }

  static Outcome floating(String operations) {
    return new Outcome(Status.FLOAT, operations + " stay float");
  }

  /**
   * Ranges are missing.
   *
   * @param inside names of the tensors that lack one
   */
  static Outcome calibrated(Collection<String> inside) {
    return new Outcome(
        Status.CALIBRATED,
        "needs calibration for what Deeplearning4j computes inside the layer and hands to nobody ("
            + String.join(", ", inside)
            + ")");
  }

  static Outcome refused(String reason) {
    return new Outcome(Status.REFUSED, reason);
  }

  static Outcome untrainable(Throwable cause) {
    return refused("Deeplearning4j itself cannot train it: " + describe(cause));
  }

  static Outcome failed(Throwable cause) {
    return new Outcome(Status.FAILED, describe(cause));
  }

  private static String describe(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
  }
}
