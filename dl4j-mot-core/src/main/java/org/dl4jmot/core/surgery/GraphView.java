package org.dl4jmot.core.surgery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** View of a ComputationGraph. */
record GraphView(ComputationGraph network) implements NetworkView {
  GraphView {
    if (network.getVertices() == null) {
      throw new IllegalArgumentException("the network is not initialized: call init() first");
    }
  }

  @Override
  public List<NetworkLayer> layers() {
    List<NetworkLayer> layers = new ArrayList<>();
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      String name = vertex.getVertexName();
      layerVertex(name)
          .map(conf -> conf.getLayerConf().getLayer())
          .map(conf -> new NetworkLayer(name, conf, vertex.getLayer()))
          .ifPresent(layers::add);
    }
    return layers;
  }

  private Optional<LayerVertex> layerVertex(String name) {
    return Optional.ofNullable(conf().getVertices().get(name))
        .filter(LayerVertex.class::isInstance)
        .map(LayerVertex.class::cast);
  }

  private ComputationGraphConfiguration conf() {
    return network.getConfiguration();
  }

  @Override
  public Set<String> outputLayers() {
    Set<String> found = new LinkedHashSet<>();
    conf().getNetworkOutputs().forEach(output -> outputLayer(output).ifPresent(found::add));
    return found;
  }

  private Optional<String> outputLayer(String output) {
    String vertex = output;
    while (!hasWeights(vertex)) {
      List<String> inputs = conf().getVertexInputs().getOrDefault(vertex, List.of());
      if (inputs.size() != 1) {
        return Optional.empty();
      }
      vertex = inputs.get(0);
    }
    return Optional.of(vertex);
  }

  private boolean hasWeights(String vertex) {
    return layers().stream().anyMatch(layer -> layer.name().equals(vertex) && layer.hasWeights());
  }

  @Override
  public int iterations() {
    return network.getIterationCount();
  }

  /** By way of JSON: ComputationGraph.clone (1.0.0-M2.1) forgets the axis of merge vertices. */
  @Override
  public NetworkView copy() {
    ComputationGraph copy =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(conf().toJson()));
    copy.init(network.params().dup(), false);
    copyUpdaterState(copy);
    for (NetworkLayer layer : layers()) {
      boolean frozen = layer.live() instanceof FrozenLayer;
      if (frozen && !(copy.getLayer(layer.name()) instanceof FrozenLayer)) {
        copy.getVertex(layer.name()).setLayerAsFrozen();
      }
    }
    return new GraphView(copy);
  }

  private void copyUpdaterState(ComputationGraph copy) {
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      copy.getUpdater().setStateViewArray(state.dup());
    }
  }

  @Override
  public INDArray inputOf(String layer, INDArray... features) {
    LayerVertex vertex =
        layerVertex(layer)
            .orElseThrow(
                () -> new IllegalArgumentException("the network has no layer '" + layer + "'"));
    String source = conf().getVertexInputs().get(layer).get(0);
    int networkInput = conf().getNetworkInputs().indexOf(source);
    INDArray input =
        networkInput >= 0
            ? features[networkInput]
            : network.feedForward(features, false).get(source);
    return vertex.getPreProcessor() == null
        ? input
        : vertex
            .getPreProcessor()
            .preProcess(input, (int) input.size(0), LayerWorkspaceMgr.noWorkspaces());
  }
}
