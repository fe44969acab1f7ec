package org.dl4jmot.runtime.tflite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dl4jmot.runtime.batch.BatchDimension;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Writes graphs as {@code .tflite} files (schema version 3): whatever the types of the graph's
 * tensors are, float32, float16 weights behind DEQUANTIZE, dynamic range or full integer.
 *
 * <p>Operator versions and {@code min_runtime_version} are those LiteRT's converter computes, with
 * exceptions that raise the latter, because older runtimes accept the file and compute garbage or
 * fail: int8 FULLY_CONNECTED with a scale per output, int8 SUM, int8 UNIDIRECTIONAL_SEQUENCE_LSTM,
 * BATCH_MATMUL of five axes or with int8 weights and floats. The signature {@code serving_default}
 * carries the names of the graph's ports. Tensors keep their names; constants of equal content
 * share a buffer. Equal graphs and metadata give equal bytes. The labels of a {@link ModelCard} are
 * a zip archive behind the flatbuffer, as TFLite's tools write it.
 */
public final class TfliteWriter {
  /** Tables, alignment and metadata besides the constants, generously. */
  private static final long OVERHEAD_PER_ITEM = 512;

  /** What a Java array and the format's 32-bit offsets allow, less a reserve for headers. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 65536;

  private TfliteWriter() {}

  /**
   * The file's bytes, as a little-endian buffer from position 0 to its limit.
   *
   * @throws UnwritableGraphException if the graph holds operations without a form in a file, or
   *     would take more than 2 GB; nothing has been written then
   */
  public static ByteBuffer toBytes(Graph graph, FileMetadata metadata) {
    return toBytes(graph, BatchDimension.fixed(), metadata);
  }

  /**
   * As {@link #toBytes(Graph, FileMetadata)}, with an open batch dimension: tensors that have rows
   * of a batch get a shape signature of -1 in dimension 0, and the operators that name the size of
   * their result leave it open, so that an application may resize the inputs.
   *
   * @param batch the graph's batch dimension
   * @throws UnwritableGraphException as there
   */
  public static ByteBuffer toBytes(Graph graph, BatchDimension batch, FileMetadata metadata) {
    return toBytes(graph, batch, metadata, MAX_BYTES);
  }

  /** As {@link #toBytes(Graph, FileMetadata)}, with a limit of the caller's. */
  static ByteBuffer toBytes(Graph graph, FileMetadata metadata, long maxBytes) {
    return toBytes(graph, BatchDimension.fixed(), metadata, maxBytes);
  }

  private static ByteBuffer toBytes(
      Graph graph, BatchDimension batch, FileMetadata metadata, long maxBytes) {
    requireStorableOperations(graph);
    GraphLayout layout = new GraphLayout(graph, new OpenBatch(graph, batch));
    long expected = expectedBytes(layout, metadata);
    if (expected > maxBytes) {
      throw new UnwritableGraphException(
          List.of(
              "the network needs about "
                  + expected
                  + " bytes, the format holds "
                  + maxBytes
                  + ": quantize or shrink it"));
    }
    ByteBuffer file = new ModelAssembly(graph, layout, (int) expected).assemble(metadata);
    return withLabels(file, metadata).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The file with its labels behind it. */
  private static ByteBuffer withLabels(ByteBuffer file, FileMetadata metadata) {
    Map<String, String> labels = new TreeMap<>();
    List<PortCard> outputs = metadata.card().map(ModelCard::outputs).orElse(List.of());
    for (int i = 0; i < outputs.size(); i++) {
      if (!outputs.get(i).labels().isEmpty()) {
        String lines = String.join("\n", outputs.get(i).labels()) + "\n";
        labels.put(CardAssembly.labelFile(i), lines);
      }
    }
    if (labels.isEmpty()) {
      return file;
    }
    byte[] archive = AppendedFiles.archive(labels, file.remaining());
    return ByteBuffer.allocate(file.remaining() + archive.length).put(file).put(archive).flip();
  }

  /**
   * Writes the file to a channel, which stays open.
   *
   * @throws IOException if the channel fails
   * @throws UnwritableGraphException as for {@link #toBytes}; nothing has been written then
   */
  public static void write(Graph graph, FileMetadata metadata, WritableByteChannel channel)
      throws IOException {
    ByteBuffer bytes = toBytes(graph, metadata);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void requireStorableOperations(Graph graph) {
    Map<String, List<String>> problems = new TreeMap<>();
    for (Node node : graph.nodes()) {
      Op op = node.op();
      if (OpSerializers.of(op.getClass()).isEmpty()) {
        problems.merge(op.type(), List.of(node.name()), TfliteWriter::joined);
      }
    }
    if (!problems.isEmpty()) {
      throw new UnwritableGraphException(
          problems.entrySet().stream()
              .map(
                  entry ->
                      entry.getKey()
                          + " has no form in a .tflite file, lower the graph first: nodes "
                          + entry.getValue())
              .toList());
    }
  }

  private static List<String> joined(List<String> left, List<String> right) {
    return Stream.concat(left.stream(), right.stream()).toList();
  }

  /** At least what the file takes; an equal constant counts once. */
  private static long expectedBytes(GraphLayout layout, FileMetadata metadata) {
    long bytes = OVERHEAD_PER_ITEM;
    for (Tensor tensor : layout.tensors()) {
      long scales = tensor.quantization().map(q -> q.scales().length).orElse(0);
      bytes += OVERHEAD_PER_ITEM + 4L * tensor.name().length() + 12 * scales;
    }
    bytes +=
        layout.entries().stream().mapToLong(e -> OVERHEAD_PER_ITEM + 4L * e.inputs().length).sum();
    for (Map.Entry<String, String> entry : metadata.entries().entrySet()) {
      bytes += OVERHEAD_PER_ITEM + 4L * (entry.getKey().length() + entry.getValue().length());
    }
    return bytes
        + 4L * metadata.description().length()
        + layout.tensors().stream()
            .flatMap(tensor -> tensor.data().stream())
            .distinct()
            .mapToLong(ConstantData::byteCount)
            .sum();
  }
}
