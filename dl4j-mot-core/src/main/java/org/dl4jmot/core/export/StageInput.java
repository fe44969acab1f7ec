package org.dl4jmot.core.export;

import java.util.List;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.graph.Graph;

/**
 * What a stage of an export works on.
 *
 * @param graph the lowered float graph
 * @param inputs how the user's arrays become the graph's inputs, in the order of the graph's inputs
 */
public record StageInput(Graph graph, List<NetworkInput> inputs) {
  /** Copies the list. */
  public StageInput {
    inputs = List.copyOf(inputs);
  }
}
