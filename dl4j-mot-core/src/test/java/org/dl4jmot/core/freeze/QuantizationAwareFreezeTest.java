package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What training fixed arrives on the tensors of that origin. */
class QuantizationAwareFreezeTest {
  private static final TrainedRange INPUT = new TrainedRange(-1, 1);
  private static final TrainedRange OUTPUT = new TrainedRange(0, 5);
  private static final TrainedWeights WEIGHTS =
      new TrainedWeights(8, TrainedWeights.Granularity.PER_TENSOR);

  /** A dense layer that claims to have learned something. */
  private static final class AwareDense extends DenseLayer implements QuantizationAwareConf {
    private static final long serialVersionUID = 1;

    AwareDense(String name, int inputs, int outputs) {
      setLayerName(name);
      setNIn(inputs);
      setNOut(outputs);
      setActivationFn(Activation.RELU.getActivationFunction());
      setWeightInitFn(new WeightInitXavier());
      setIUpdater(new Sgd(0.1));
    }

    @Override
    public DenseLayer floatLayer() {
      return new DenseLayer.Builder()
          .name(getLayerName())
          .nIn(getNIn())
          .nOut(getNOut())
          .activation(getActivationFn())
          .build();
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
        NeuralNetConfiguration conf,
        Collection<TrainingListener> listeners,
        int index,
        INDArray view,
        boolean initialize,
        DataType type) {
      LiveDense live = new LiveDense(conf, type);
      live.setIndex(index);
      live.setParamsViewArray(view);
      live.setParamTable(initializer().init(conf, view, initialize));
      live.setConf(conf);
      return live;
    }
  }

  private static final class LiveDense
      extends org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer
      implements TrainedQuantizationSource {
    private static final long serialVersionUID = 1;

    LiveDense(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public Map<Role, TrainedQuantization> trainedQuantization() {
      return Map.of(Role.INPUT, INPUT, Role.OUTPUT, OUTPUT, Role.WEIGHT, WEIGHTS);
    }
  }

  @Test
  void rangesAndWeightSchemeArriveOnTheirTensors() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new AwareDense("dense", 3, 4))
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .name("out")
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build())
                .setInputType(InputType.feedForward(3))
                .build());
    network.init();
    Graph graph = Freezer.freeze(network).graph();
    assertEquals(Optional.of(INPUT), graph.tensor("input").trained());
    assertEquals(Optional.of(OUTPUT), graph.tensor("dense/output").trained());
    assertEquals(Optional.of(WEIGHTS), graph.tensor("dense/weight").trained());
    assertTrue(graph.tensor("dense/pre-activation").trained().isEmpty());
    assertTrue(graph.tensor("out/output").trained().isEmpty());
  }
}
