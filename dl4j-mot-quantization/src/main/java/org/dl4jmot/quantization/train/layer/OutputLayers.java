package org.dl4jmot.quantization.train.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;

/** The layers that compute a loss: a network wants them as they are, not wrapped. */
final class OutputLayers {
  private static final List<Class<? extends Layer>> KINDS =
      List.of(
          BaseOutputLayer.class,
          LossLayer.class,
          CnnLossLayer.class,
          Cnn3DLossLayer.class,
          RnnLossLayer.class,
          OCNNOutputLayer.class,
          Yolo2OutputLayer.class,
          SameDiffOutputLayer.class);

  private OutputLayers() {}

  /** Whether a layer, frozen or not, computes a loss. */
  static boolean isOutput(Layer layer) {
    Layer inside = FrozenLayers.inside(layer);
    return KINDS.stream().anyMatch(kind -> kind.isInstance(inside));
  }
}
