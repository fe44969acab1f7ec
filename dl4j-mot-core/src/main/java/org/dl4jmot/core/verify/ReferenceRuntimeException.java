package org.dl4jmot.core.verify;

/** The reference runtime did not accept a file, or failed to run it. */
public final class ReferenceRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception with what the runtime said. */
  public ReferenceRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
