package org.dl4jmot.core.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dl4jmot.core.internal.GzipSize;
import org.dl4jmot.runtime.delegate.DelegateVerdict;
import org.dl4jmot.runtime.delegate.Delegates;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tflite.FileListing;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.TfliteFormatException;
import org.dl4jmot.runtime.tflite.TfliteReader;

/**
 * What is in a {@code .tflite} file, of whatever origin: operators and their versions, tensors,
 * quantization, sizes, metadata, and what LiteRT's delegates would take of it.
 *
 * @param file everything the file lists
 * @param gzipBytes size of the file after gzip, level 9
 * @param unreadable why this project's runtime cannot run the file; empty if it can
 * @param delegates what LiteRT's delegates make of it; empty where the file is unreadable
 */
public record GraphInspection(
    FileListing file, long gzipBytes, String unreadable, List<DelegateVerdict> delegates) {
  /** Copies the list and checks that nothing is missing. */
  public GraphInspection {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(unreadable, "unreadable");
    delegates = List.copyOf(delegates);
  }

  /**
   * Inspects a file.
   *
   * @throws IOException if the file cannot be read at all
   * @throws TfliteFormatException if it is no intact {@code .tflite} file, or over 2 GB
   */
  public static GraphInspection of(Path path) throws IOException {
    ByteBuffer bytes = TfliteReader.load(path);
    try {
      return of(bytes);
    } catch (TfliteFormatException e) {
      throw e.in(path);
    }
  }

  /**
   * Inspects the remaining bytes of a buffer, whose position stays.
   *
   * @throws TfliteFormatException if they are no intact {@code .tflite} file
   */
  public static GraphInspection of(ByteBuffer bytes) {
    FileListing file = FileListing.of(bytes);
    long gzipBytes = GzipSize.of(bytes);
    try {
      Graph graph = TfliteReader.read(bytes).graph();
      return new GraphInspection(file, gzipBytes, "", Delegates.judge(graph));
    } catch (TfliteFormatException e) {
      return new GraphInspection(file, gzipBytes, e.getMessage(), List.of());
    }
  }

  /** How often each operator occurs, by its name, in all subgraphs. */
  public Map<String, Integer> operatorCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (ListedSubgraph subgraph : file.subgraphs()) {
      for (ListedOperator operator : subgraph.operators()) {
        counts.merge(operator.name(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** The inspection for people: tables of plain text. */
  public String toText() {
    return new InspectionText(this).toString();
  }

  /** The inspection for machines: one JSON object. */
  public String toJson() {
    return InspectionJson.of(this);
  }
}
