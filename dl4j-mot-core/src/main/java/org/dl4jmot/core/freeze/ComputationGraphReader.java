package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Reads the structure of a {@link ComputationGraph}. */
final class ComputationGraphReader {
  private final ComputationGraph network;
  private final List<SourceNode> nodes = new ArrayList<>();
  private final List<String> layers = new ArrayList<>();

  private ComputationGraphReader(ComputationGraph network) {
    this.network = network;
  }

  static SourceNetwork read(ComputationGraph network) {
    ComputationGraphReader reader = new ComputationGraphReader(network);
    for (int index : network.topologicalSortOrder()) {
      reader.add(network.getVertices()[index]);
    }
    ComputationGraphConfiguration conf = network.getConfiguration();
    return new SourceNetwork(
        conf.getNetworkInputs(), reader.nodes, conf.getNetworkOutputs(), reader.layers);
  }

  private void add(org.deeplearning4j.nn.graph.vertex.GraphVertex live) {
    if (live.isInputVertex()) {
      return;
    }
    String name = live.getVertexName();
    layers.add(name);
    List<String> inputs = network.getConfiguration().getVertexInputs().get(name);
    GraphVertex conf = plain(network.getConfiguration().getVertices().get(name));
    if (conf instanceof LayerVertex vertex) {
      addLayer(name, vertex, live, inputs);
    } else if (conf instanceof PreprocessorVertex vertex) {
      nodes.addAll(SourceNode.ofPreprocessorVertex(name, vertex.getPreProcessor(), inputs));
    } else {
      nodes.add(SourceNode.ofVertex(name, conf, live, read(conf, inputs)));
    }
  }

  private void addLayer(
      String name,
      LayerVertex vertex,
      org.deeplearning4j.nn.graph.vertex.GraphVertex live,
      List<String> inputs) {
    List<String> feeding = inputs;
    if (vertex.getPreProcessor() != null) {
      nodes.addAll(SourceNode.ofPreprocessor(name, vertex.getPreProcessor(), inputs));
      feeding = List.of(nodes.get(nodes.size() - 1).name());
    }
    Object conf = vertex.getLayerConf().getLayer();
    nodes.add(SourceNode.ofLayer(name, conf, live.getLayer(), feeding));
  }

  /** What a vertex reads: its inputs, and for some a network input that tells a length. */
  private static List<String> read(GraphVertex conf, List<String> inputs) {
    if (conf instanceof DuplicateToTimeSeriesVertex duplicating) {
      List<String> all = new ArrayList<>(inputs);
      all.add(duplicating.getInputName());
      return all;
    }
    return inputs;
  }

  /**
   * What a vertex computes at inference that only keeps another from being trained, or
   * fake-quantizes it: the other.
   */
  private static GraphVertex plain(GraphVertex conf) {
    if (conf instanceof FrozenVertex frozen) {
      return plain(frozen.getUnderlying());
    }
    return conf instanceof QuantizationAwareVertexConf aware ? plain(aware.floatVertex()) : conf;
  }
}
