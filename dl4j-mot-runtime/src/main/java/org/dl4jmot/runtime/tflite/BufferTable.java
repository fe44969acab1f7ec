package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;

/** The file's buffers: equal contents share one. Buffer 0 is empty, as the format demands. */
final class BufferTable {
  /** LiteRT's kernels and memory mapping rely on it. */
  static final int ALIGNMENT = 16;

  private final Map<ByteBuffer, Integer> numbers = new LinkedHashMap<>();

  /** The number of the buffer with this content. */
  int add(ByteBuffer content) {
    return numbers.computeIfAbsent(content.slice(), key -> numbers.size() + 1);
  }

  /** Writes the vector of all buffers. */
  int write(FlatBufferBuilder builder) {
    int[] tables = new int[numbers.size() + 1];
    Buffer.startBuffer(builder);
    tables[0] = Buffer.endBuffer(builder);
    int number = 1;
    for (ByteBuffer content : numbers.keySet()) {
      tables[number++] = Buffer.createBuffer(builder, data(builder, content));
    }
    return Model.createBuffersVector(builder, tables);
  }

  /** The generated createDataVector would copy byte by byte and align to 1. */
  private static int data(FlatBufferBuilder builder, ByteBuffer content) {
    // FlatBuffers 1.12.0 spells it so.
    builder.createUnintializedVector(1, content.remaining(), ALIGNMENT).put(content.duplicate());
    return builder.endVector();
  }
}
