package org.dl4jmot.core.export;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.dl4jmot.runtime.graph.Graph;

/** A verified export that has not been written anywhere. */
public final class EdgeFile {
  private final ByteBuffer bytes;
  private final Graph graph;
  private final ExportReport report;

  EdgeFile(ByteBuffer bytes, Graph graph, ExportReport report) {
    this.bytes = Objects.requireNonNull(bytes, "bytes").asReadOnlyBuffer();
    this.graph = graph;
    this.report = report;
  }

  /** The {@code .tflite} file, read-only, with a position of its own. */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** The graph the file holds. */
  public Graph graph() {
    return graph;
  }

  /** What was found about it. */
  public ExportReport report() {
    return report;
  }
}
