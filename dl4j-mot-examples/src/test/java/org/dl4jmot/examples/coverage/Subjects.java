package org.dl4jmot.examples.coverage;

import java.util.HashSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.examples.coverage.samples.Sample;

/** The classes that the layer in question is an example of. */
final class Subjects {
  private Subjects() {}

  static Set<Class<?>> of(ComputationGraph network) {
    Set<Class<?>> classes = new HashSet<>();
    GraphVertex vertex = network.getConfiguration().getVertices().get(Sample.SUBJECT);
    classes.add(vertex.getClass());
    if (vertex instanceof LayerVertex conf) {
      Layer layer = conf.getLayerConf().getLayer();
      classes.add(layer.getClass());
      if (layer instanceof ActivationLayer activation) {
        classes.add(activation.getActivationFn().getClass());
      }
      if (conf.getPreProcessor() != null) {
        classes.add(conf.getPreProcessor().getClass());
      }
    } else if (vertex instanceof PreprocessorVertex conf) {
      classes.add(conf.getPreProcessor().getClass());
    }
    return classes;
  }
}
