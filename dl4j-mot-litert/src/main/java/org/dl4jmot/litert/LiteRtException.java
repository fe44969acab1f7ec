package org.dl4jmot.litert;

/**
 * LiteRT refused a model, an input or a run. LiteRT writes its own reason to the standard error
 * stream of the process, where Java cannot read it back.
 */
public final class LiteRtException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LiteRtException(String message) {
    super(message);
  }

  LiteRtException(String message, Throwable cause) {
    super(message, cause);
  }
}
