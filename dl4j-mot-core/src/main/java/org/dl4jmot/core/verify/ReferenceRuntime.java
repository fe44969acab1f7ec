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

  /**
   * Loads a file whose batch dimension is open, for runs of so many samples.
   *
   * @param file the remaining bytes; the position stays
   * @param batch samples a run takes, at least 1
   * @throws ReferenceRuntimeException if the runtime does not accept it, or cannot resize inputs
   */
  default ReferenceModel load(ByteBuffer file, int batch) {
    throw new ReferenceRuntimeException(
        description() + " cannot be asked for batches of " + batch, null);
  }
}
