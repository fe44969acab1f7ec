package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;

/** A runtime other than ours that judges exported files. */
public interface ReferenceRuntime {
  /** Name, version and settings, for reports. */
  String description();

  /**
   * Loads a {@code .tflite} file.
   *
   * @param file the remaining bytes; the position stays
   * @throws ReferenceRuntimeException if the runtime does not accept it
   */
  ReferenceModel load(ByteBuffer file);
}
