package org.dl4jmot.onednn;

/**
 * Whether a network initialized now trains on oneDNN; if not, {@link #message()} says why and what
 * to do.
 */
public enum OneDnnStatus {
  /** Convolution, pooling and batch normalization layers train on oneDNN. */
  ACTIVE("oneDNN is on for networks initialized from now on"),
  /** The system property that allows layer helpers is not set. */
  HELPERS_DISABLED(
      "oneDNN is off: Deeplearning4j's layer helpers are disabled; call OneDnn.enable() before the network is"
          + " initialized, or start the JVM with -D"
          + OneDnn.HELPERS_DISABLED_PROPERTY
          + "=false"),
  /** The native library was told not to use its helpers. */
  NATIVE_HELPERS_OFF(
      "oneDNN is off: ND4J's native helpers are disabled; call Nd4j.getEnvironment().allowHelpers(true)"),
  /** The loaded native library has no oneDNN in it. */
  NOT_BUILT_IN(
      "oneDNN is off: the loaded nd4j-native library was built without it, training works but is slower; use a"
          + " classifier with -onednn (linux-x86_64-onednn-avx2, windows-x86_64-onednn-avx2), there is none for arm64"
          + " and macOS");

  private final String message;

  OneDnnStatus(String message) {
    this.message = message;
  }

  /**
   * The status in a sentence, with the remedy where there is one.
   *
   * @return the sentence
   */
  public String message() {
    return message;
  }

  /**
   * Whether oneDNN is in use.
   *
   * @return true for {@link #ACTIVE}
   */
  public boolean isActive() {
    return this == ACTIVE;
  }
}
