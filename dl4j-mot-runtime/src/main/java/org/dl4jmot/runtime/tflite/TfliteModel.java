package org.dl4jmot.runtime.tflite;

import java.util.Objects;
import org.dl4jmot.runtime.graph.Graph;

/**
 * What a {@code .tflite} file holds.
 *
 * @param graph the network
 * @param metadata description and textual metadata entries; binary entries are left out
 * @param schemaVersion version of the file's schema, 3 in every file since 2018
 * @param minRuntimeVersion lowest TFLite version that runs the file, for example {@code 2.3.0};
 *     empty if the file does not say
 */
public record TfliteModel(
    Graph graph, FileMetadata metadata, int schemaVersion, String minRuntimeVersion) {
  /** Checks that nothing is missing. */
  public TfliteModel {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(minRuntimeVersion, "minRuntimeVersion");
  }

  /** The file's description, possibly empty. */
  public String description() {
    return metadata.description();
  }
}
