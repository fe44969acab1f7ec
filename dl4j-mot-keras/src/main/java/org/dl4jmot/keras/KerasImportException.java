package org.dl4jmot.keras;

import java.nio.file.Path;

/** Says why a Keras file cannot be loaded, and what to do. */
public final class KerasImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A reason of this module's own.
   *
   * @param file the file that was given
   * @param reason what is wrong and what to do
   */
  public KerasImportException(Path file, String reason) {
    super("cannot load " + file + ": " + reason);
  }

  /**
   * A failure below.
   *
   * @param file the file that was given
   * @param reason what is wrong and what to do
   * @param cause what was thrown
   */
  public KerasImportException(Path file, String reason, Throwable cause) {
    super("cannot load " + file + ": " + reason, cause);
  }
}
