package org.dl4jmot.core.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** View of a MultiLayerNetwork. */
record MultiLayerView(MultiLayerNetwork network) implements NetworkView {
  MultiLayerView {
    if (!network.isInitCalled()) {
      throw new IllegalArgumentException("the network is not initialized: call init() first");
    }
  }

  @Override
  public List<NetworkLayer> layers() {
    List<NetworkLayer> layers = new ArrayList<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      var conf = network.getLayerWiseConfigurations().getConf(i).getLayer();
      layers.add(new NetworkLayer(LayerReplacement.nameOf(conf, i), conf, network.getLayer(i)));
    }
    return layers;
  }

  @Override
  public Set<String> outputLayers() {
    List<NetworkLayer> layers = layers();
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i).hasWeights()) {
        return Set.of(layers.get(i).name());
      }
    }
    return Set.of();
  }

  @Override
  public int iterations() {
    return network.getIterationCount();
  }

  @Override
  public NetworkView copy() {
    MultiLayerNetwork copy = network.clone();
    copy.setListeners();
    return new MultiLayerView(copy);
  }

  @Override
  public INDArray inputOf(String layer, INDArray... features) {
    int index = indexOf(layer);
    INDArray input = features[0];
    if (index > 0) {
      List<INDArray> activations = network.feedForwardToLayer(index - 1, input, false);
      input = activations.get(activations.size() - 1);
    }
    InputPreProcessor preProcessor = network.getLayerWiseConfigurations().getInputPreProcess(index);
    return preProcessor == null
        ? input
        : preProcessor.preProcess(input, (int) input.size(0), LayerWorkspaceMgr.noWorkspaces());
  }

  private int indexOf(String layer) {
    List<NetworkLayer> layers = layers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).name().equals(layer)) {
        return i;
      }
    }
    throw new IllegalArgumentException("the network has no layer '" + layer + "'");
  }
}
