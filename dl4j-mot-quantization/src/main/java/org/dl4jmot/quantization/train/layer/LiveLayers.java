package org.dl4jmot.quantization.train.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/** What all quantization-aware configurations and layers have in common. */
final class LiveLayers {
  private LiveLayers() {}

  /** Sets up a new live layer as Deeplearning4j's own configurations do. */
  static <L extends Layer> L prepare(
      L layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialize) {
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(params);
    layer.setParamTable(conf.getLayer().initializer().init(conf, params, initialize));
    layer.setConf(conf);
    return layer;
  }

  /** What a live layer fake-quantizes, by its current configuration. */
  static LayerQuantization quantization(NeuralNetConfiguration conf) {
    return ((FakeQuantizedConf) conf.getLayer()).getQuantization();
  }

  static boolean isState(String parameter) {
    return LearnedState.KEY.equals(parameter);
  }

  /** The state's gradient is its update. */
  static IUpdater stateUpdater() {
    return new NoOp();
  }

  /** The state is no weight: nothing pulls it towards 0. */
  static List<Regularization> stateRegularization() {
    return List.of();
  }
}
