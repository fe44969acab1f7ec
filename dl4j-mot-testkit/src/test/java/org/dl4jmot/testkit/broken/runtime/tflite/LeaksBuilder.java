package org.dl4jmot.testkit.broken.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Optional;

/** Hands a type of the file format to its callers, inside a generic one at that. */
public class LeaksBuilder {
  /** The leak. */
  public Optional<FlatBufferBuilder> builder() {
    return Optional.empty();
  }
}
