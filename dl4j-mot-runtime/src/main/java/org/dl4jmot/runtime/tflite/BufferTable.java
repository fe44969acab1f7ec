package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;

/** The file's buffers: equal contents share one. Buffer 0 is empty, as the format demands. */
final class BufferTable {
  /** LiteRT's kernels and memory mapping rely on it. */
  private static final int ALIGNMENT = 16;

  /**
   * Like beside like makes the file smaller once compressed: measured on the golden files against
   * other orders. A flatbuffer grows downwards, so in the file the order is the opposite.
   */
  private static final Comparator<Content> WRITING_ORDER =
      Comparator.comparing(Content::type)
          .thenComparing(content -> content.bytes().remaining())
          .thenComparing(Content::number)
          .reversed();

  private record Content(int number, DataType type, ByteBuffer bytes) {}

  private final Map<ConstantData, Content> contents = new LinkedHashMap<>();

  /** The number of the buffer with this content. */
  int add(DataType type, ByteBuffer bytes) {
    return contents
        .computeIfAbsent(
            // Of one type, whatever the tensors': what counts is the content.
            ConstantData.wrap(DataType.UINT8, bytes),
            key -> new Content(contents.size() + 1, type, key.bytes()))
        .number();
  }

  /** Writes the vector of all buffers. */
  int write(FlatBufferBuilder builder) {
    List<Content> order = new ArrayList<>(contents.values());
    order.sort(WRITING_ORDER);
    int[] vectors = new int[contents.size() + 1];
    order.forEach(content -> vectors[content.number()] = vector(builder, content.bytes()));
    int[] tables = new int[vectors.length];
    for (int number = 0; number < tables.length; number++) {
      tables[number] = Buffer.createBuffer(builder, vectors[number]);
    }
    return Model.createBuffersVector(builder, tables);
  }

  /** The generated createDataVector would copy byte by byte and align to 1. */
  private static int vector(FlatBufferBuilder builder, ByteBuffer bytes) {
    // FlatBuffers 1.12.0 spells it so.
    builder.createUnintializedVector(1, bytes.remaining(), ALIGNMENT).put(bytes.duplicate());
    return builder.endVector();
  }
}
