package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.dl4jmot.runtime.Interpreter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Output layers that are wrapped: rounded logits reach loss and result. */
class WrappedOutputLayersTest {
  private static final int STEPS = 5;
  private static final int SAMPLES = 32;

  @TempDir Path directory;

  /**
   * A network.
   *
   * @param name what ends it
   * @param type what it is fed
   * @param layers its layers
   * @param labels shape of a sample's labels
   */
  record Kind(String name, InputType type, List<Layer> layers, List<Long> labels) {
    MultiLayerNetwork network() {
      NeuralNetConfiguration.ListBuilder list =
          new NeuralNetConfiguration.Builder().seed(3).updater(new Adam(1e-2)).list();
      layers.forEach(layer -> list.layer(layer.clone()));
      return Networks.initialised(list.setInputType(type).build());
    }

    DataSet data(long seed) {
      Nd4j.getRandom().setSeed(seed);
      long[] shape = type.getShape(true);
      shape[0] = SAMPLES;
      INDArray features = Nd4j.rand(DataType.FLOAT, shape).subi(0.5).muli(2);
      long[] labelShape = new long[labels.size() + 1];
      labelShape[0] = SAMPLES;
      for (int axis = 0; axis < labels.size(); axis++) {
        labelShape[axis + 1] = labels.get(axis);
      }
      INDArray classes = Nd4j.zeros(DataType.FLOAT, labelShape);
      long steps = labels.size() == 2 ? labels.get(1) : 1;
      INDArray perStep = classes.reshape(SAMPLES, labels.get(0), steps);
      for (int i = 0; i < SAMPLES; i++) {
        for (int step = 0; step < steps; step++) {
          INDArray row = features.slice(i);
          double first = labels.size() == 2 ? row.getDouble(0, step) : row.getDouble(0);
          perStep.putScalar(i, first > 0 ? 1 : 0, step, 1);
        }
      }
      return new DataSet(features, classes);
    }
  }

  static List<Kind> all() {
    InputType sequences = InputType.recurrent(3, STEPS);
    List<Long> perStep = List.of(2L, (long) STEPS);
    return List.of(
        new Kind(
            "classes of each step",
            sequences,
            List.of(
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build()),
            perStep),
        new Kind(
            "values of each step of a memory",
            sequences,
            List.of(
                new LSTM.Builder().nOut(4).activation(Activation.TANH).build(),
                new RnnOutputLayer.Builder(LossFunction.MSE)
                    .nOut(2)
                    .activation(Activation.IDENTITY)
                    .build()),
            perStep),
        new Kind(
            "loss of each step",
            sequences,
            List.of(
                new Convolution1DLayer.Builder(1).nOut(2).activation(Activation.IDENTITY).build(),
                new RnnLossLayer.Builder(LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .build()),
            perStep),
        new Kind(
            "centers",
            InputType.feedForward(6),
            List.of(
                new DenseLayer.Builder().nOut(5).activation(Activation.RELU).build(),
                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build()),
            List.of(2L)));
  }

  private static MultiLayerNetwork trained(Kind kind) {
    MultiLayerNetwork aware = QuantizationAware.network(kind.network(), kind.type());
    for (int step = 0; step < 12; step++) {
      aware.fit(kind.data(1));
    }
    return aware;
  }

  @ParameterizedTest
  @MethodSource("all")
  void answersAsItsFile(Kind kind) {
    MultiLayerNetwork aware = trained(kind);
    QuantizationAware.align(aware, kind.type());
    EdgeFile file =
        EdgeExporter.of(aware, kind.type()).quantize(FullInteger.fromTrainedRanges()).export();
    INDArray features = kind.data(2).getFeatures();
    INDArray answers = aware.output(features.dup());
    FrozenNetwork frozen = Freezer.freeze(aware, kind.type());
    Interpreter interpreter = new Interpreter(file.graph());
    double step = answers.amaxNumber().doubleValue() / 127;
    double worst = 0;
    for (int i = 0; i < SAMPLES; i++) {
      interpreter.input(0).setReal(frozen.inputs().get(0).sample(features, i));
      interpreter.run();
      float[] expected = frozen.outputs().get(0).sample(answers, i);
      float[] actual = interpreter.output(0).toReal();
      for (int k = 0; k < actual.length; k++) {
        worst = Math.max(worst, Math.abs(expected[k] - actual[k]));
      }
    }
    // the integer LSTM also rounds its hidden state at every step, which training does not
    int allowed = kind.layers().get(0) instanceof LSTM ? 2 + STEPS : 2;
    assertTrue(worst <= allowed * step, "largest difference " + worst / step + " steps");
  }

  @ParameterizedTest
  @MethodSource("all")
  void lossFallsAndSurvivesSaving(Kind kind) throws IOException {
    MultiLayerNetwork aware = trained(kind);
    DataSet data = kind.data(1);
    MultiLayerNetwork fresh = QuantizationAware.network(kind.network(), kind.type());
    assertTrue(aware.score(data) < fresh.score(data), "the loss falls");

    Path file = directory.resolve("network.zip");
    ModelSerializer.writeModel(aware, file.toFile(), true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    assertEquals(aware.output(data.getFeatures().dup()), restored.output(data.getFeatures().dup()));
    aware.fit(data);
    restored.fit(data);
    assertEquals(aware.params(), restored.params());
  }

  @ParameterizedTest
  @MethodSource("all")
  void straightThroughGradientEqualsTheNumericOneWhereRangesClip(Kind kind) {
    DataSet data = kind.data(1);
    data.setFeatures(data.getFeatures().castTo(DataType.DOUBLE));
    data.setLabels(data.getLabels().castTo(DataType.DOUBLE));
    ComputationGraph aware =
        QuantizationAware.builder()
            .settings(TrainingSettings.defaults().withBits(40, 40))
            .inputTypes(kind.type())
            .build()
            .apply(kind.network().toComputationGraph().convertDataType(DataType.DOUBLE));
    aware.fit(data);
    QuantizationAware.freezeRanges(aware);

    assertTrue(GradientCheck.checkWhereRangesClip(aware, data, 1) >= 6);
  }
}
