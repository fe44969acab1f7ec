package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Reads the structure of a {@link MultiLayerNetwork}. */
final class MultiLayerReader {
  private static final String INPUT = "input";

  private MultiLayerReader() {}

  static SourceNetwork read(MultiLayerNetwork network) {
    List<SourceNode> nodes = new ArrayList<>();
    List<String> layers = new ArrayList<>();
    String previous = INPUT;
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer live = network.getLayer(i);
      String name = name(live, i);
      InputPreProcessor preprocessor = network.getLayerWiseConfigurations().getInputPreProcess(i);
      if (preprocessor != null) {
        nodes.addAll(SourceNode.ofPreprocessor(name, preprocessor, List.of(previous)));
        previous = nodes.get(nodes.size() - 1).name();
      }
      Object conf = network.getLayerWiseConfigurations().getConf(i).getLayer();
      nodes.add(SourceNode.ofLayer(name, conf, live, List.of(previous)));
      layers.add(name);
      previous = name;
    }
    return new SourceNetwork(List.of(INPUT), nodes, List.of(previous), layers);
  }

  private static String name(Layer live, int index) {
    String name = live.conf().getLayer().getLayerName();
    return name == null ? "layer" + index : name;
  }
}
