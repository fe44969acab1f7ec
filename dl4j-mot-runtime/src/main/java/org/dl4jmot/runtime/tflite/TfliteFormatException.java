package org.dl4jmot.runtime.tflite;

import java.nio.file.Path;

/**
 * A file that cannot be read as a {@code .tflite} network: truncated, corrupt, of another format,
 * or with operators, types or features this reader does not know. The message says where and what.
 * The only exception reading bytes throws; unchecked, because most programs read the files they
 * ship.
 */
public final class TfliteFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TfliteFormatException(String message) {
    super(message);
  }

  /** An exception that says where and what. */
  public TfliteFormatException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same failure, naming the file. */
  public TfliteFormatException in(Path file) {
    return new TfliteFormatException(file + ": " + getMessage(), this);
  }
}
