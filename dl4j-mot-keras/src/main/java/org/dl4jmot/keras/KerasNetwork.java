package org.dl4jmot.keras;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;

/**
 * A network from a Keras file.
 *
 * @param model a {@link MultiLayerNetwork} of a Sequential model, a {@link ComputationGraph} of a
 *     functional one
 * @param inputTypes what the network is fed, one per input, as the file says; the network's own
 *     configuration may not tell
 */
public record KerasNetwork(Model model, List<InputType> inputTypes) {
  /** Copies the list. */
  public KerasNetwork {
    Objects.requireNonNull(model, "model");
    inputTypes = List.copyOf(inputTypes);
  }

  /** An exporter of the network that knows what the network is fed. */
  public EdgeExporter exporter() {
    InputType[] types = inputTypes.toArray(new InputType[0]);
    return model instanceof ComputationGraph graph
        ? EdgeExporter.of(graph, types)
        : EdgeExporter.of((MultiLayerNetwork) model, types);
  }
}
