package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A file loaded into a {@link ReferenceRuntime}. May hold native memory: close it. Not thread-safe.
 */
public interface ReferenceModel extends AutoCloseable {
  /**
   * Runs the model once.
   *
   * @param inputs elements of each input, little-endian, in the file's order
   * @throws ReferenceRuntimeException if the runtime reports a failure
   */
  void run(List<ByteBuffer> inputs);

  /**
   * Elements of a tensor after a run, little-endian.
   *
   * @param name the tensor's name in the file
   * @throws ReferenceRuntimeException if the runtime does not have it
   */
  ByteBuffer tensor(String name);

  @Override
  void close();
}
