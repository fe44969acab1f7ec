package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.onednn.OneDnn;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.QuantizationTargets;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is quantized in training is what is quantized in the file. */
class PlanAgreementTest {
  /**
   * The convolution helper of Deeplearning4j 1.0.0-M2.1 reads channels-last arrays with the wrong
   * strides: such trainings differ from run to run, and now and then end in NaN.
   */
  @BeforeAll
  static void withoutOneDnn() {
    OneDnn.disable();
  }

  @AfterAll
  static void withOneDnn() {
    OneDnn.enable();
  }

  @Test
  void layersLearnTheRangesThatTheFileNeedsAndNoOthers() {
    DataSet data = Networks.images(48, 1);
    MultiLayerNetwork aware = QuantizationAware.network(Networks.lenet(), LENET_INPUT);
    aware.fit(data);

    assertEquals(needed(aware, LENET_INPUT), learned(aware, LENET_INPUT));
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void everyKindOfLayerLearnsTheRangesThatTheFileNeedsAndNoOthers(CNN2DFormat format) {
    ComputationGraph aware = trainedGraph(format);
    InputType type = Graphs.inputType(format);

    assertEquals(needed(aware, type), learned(aware, type));
    long sources =
        List.of(aware.getVertices()).stream()
            .map(vertex -> vertex.hasLayer() ? vertex.getLayer() : vertex)
            .filter(TrainedQuantizationSource.class::isInstance)
            .map(TrainedQuantizationSource.class::cast)
            .mapToLong(
                source ->
                    source.trainedQuantization().values().stream()
                        .filter(TrainedRange.class::isInstance)
                        .count())
            .sum();
    assertEquals(learned(aware, type).size(), sources, "a learned range found no tensor");
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void alignedNetworkAnswersAsTheFile(CNN2DFormat format) {
    ComputationGraph aware = trainedGraph(format);
    InputType type = Graphs.inputType(format);
    QuantizationAware.align(aware, type);
    FrozenNetwork frozen = Freezer.freeze(aware, type);
    Interpreter file = new Interpreter(integer(frozen));
    INDArray features = data(format, 100, 9).getFeatures();
    INDArray answers = aware.outputSingle(features);

    int equal = 0;
    for (int i = 0; i < 100; i++) {
      file.input(0).setReal(frozen.inputs().get(0).sample(features, i));
      file.run();
      float[] fromFile = file.output(0).toReal();
      double worst = 0;
      for (int c = 0; c < fromFile.length; c++) {
        worst = Math.max(worst, Math.abs(fromFile[c] - answers.getDouble(i, c)));
      }
      equal += worst < 1e-6 ? 1 : 0;
      // a result that fell beside a rounding edge may move one logit by one step
      assertTrue(worst <= 4 / 256.0, "sample " + i + " differs by " + worst);
    }
    assertTrue(equal >= 85, () -> "identical answers for only some samples of 100");
  }

  /** In a float network each of these would be folded into the layer behind it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void batchNormInFrontOfALayerIsRoundedAsTheFileRoundsIt(int stepsBeforeConversion) {
    InputType type = InputType.convolutional(8, 8, 2);
    MultiLayerNetwork network =
        Networks.initialised(
            new NeuralNetConfiguration.Builder()
                .seed(2)
                .updater(new Adam(1e-2))
                .convolutionMode(ConvolutionMode.Truncate)
                .list()
                .layer(new BatchNormalization.Builder().name("first").build())
                .layer(rectified("conv"))
                .layer(new BatchNormalization.Builder().name("between").build())
                .layer(rectified("unpadded"))
                .layer(
                    new DenseLayer.Builder()
                        .name("dense")
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization.Builder().name("features").build())
                .layer(Networks.softmax("out", 3))
                .setInputType(type)
                .build());
    DataSet data = Networks.images(64, 4, 2, 8, 8);
    for (int step = 0; step < stepsBeforeConversion; step++) {
      network.fit(data);
    }
    MultiLayerNetwork aware = QuantizationAware.network(network, type);
    for (int step = 0; step < 20; step++) {
      aware.fit(data);
    }
    assertEquals(needed(aware, type), learned(aware, type));

    QuantizationAware.align(aware, type);
    FrozenNetwork frozen = Freezer.freeze(aware, type);
    Graph file = integer(frozen);
    assertEquals(3, file.nodes(DepthwiseConv2d.class).size());
    Interpreter interpreter = new Interpreter(file);
    INDArray answers = aware.output(data.getFeatures());
    for (int i = 0; i < data.numExamples(); i++) {
      interpreter.input(0).setReal(frozen.inputs().get(0).sample(data.getFeatures(), i));
      interpreter.run();
      float[] fromFile = interpreter.output(0).toReal();
      for (int c = 0; c < fromFile.length; c++) {
        assertEquals(fromFile[c], answers.getDouble(i, c), 2 / 256.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RELU", "RELU6", "IDENTITY"})
  void outputLayerLearnsTheRangeOfItsClampedResult(Activation activation) {
    InputType type = InputType.convolutional(8, 8, 2);
    MultiLayerNetwork aware =
        QuantizationAware.network(
            Networks.initialised(
                new NeuralNetConfiguration.Builder()
                    .seed(2)
                    .updater(new Adam(1e-2))
                    .list()
                    .layer(rectified("conv"))
                    .layer(
                        new OutputLayer.Builder(LossFunction.MSE)
                            .name("out")
                            .nOut(3)
                            .activation(activation)
                            .build())
                    .setInputType(type)
                    .build()),
            type);
    DataSet data = Networks.images(64, 4, 2, 8, 8);
    for (int step = 0; step < 20; step++) {
      aware.fit(data);
    }
    assertEquals(needed(aware, type), learned(aware, type));

    QuantizationAware.align(aware, type);
    FrozenNetwork frozen = Freezer.freeze(aware, type);
    Interpreter interpreter = new Interpreter(integer(frozen));
    double step =
        frozen
            .graph()
            .tensor("out/output")
            .trained()
            .map(TrainedRange.class::cast)
            .map(range -> (range.max() - Math.min(range.min(), 0)) / 255.0)
            .orElseThrow();
    INDArray answers = aware.output(data.getFeatures());
    for (int i = 0; i < data.numExamples(); i++) {
      interpreter.input(0).setReal(frozen.inputs().get(0).sample(data.getFeatures(), i));
      interpreter.run();
      float[] fromFile = interpreter.output(0).toReal();
      for (int c = 0; c < fromFile.length; c++) {
        assertEquals(fromFile[c], answers.getDouble(i, c), 1.01 * step);
      }
    }
  }

  @Test
  void averagePoolingRoundsToTheGridOfItsInputAsTheFileDoes() {
    InputType type = InputType.convolutional(8, 8, 2);
    MultiLayerNetwork network =
        Networks.initialised(
            new NeuralNetConfiguration.Builder()
                .seed(2)
                .updater(new Adam(1e-2))
                .list()
                .layer(rectified("conv"))
                .layer(
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .name("pool")
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(Networks.softmax("out", 3))
                .setInputType(type)
                .build());
    DataSet data = Networks.images(64, 4, 2, 8, 8);
    MultiLayerNetwork aware = QuantizationAware.network(network, type);
    for (int step = 0; step < 10; step++) {
      aware.fit(data);
    }
    QuantizationAware.align(aware, type);
    Graph file = integer(Freezer.freeze(aware, type));
    double scale = file.tensor("pool/output").requireQuantization().scale();
    for (double mean :
        aware.feedForward(data.getFeatures(), false).get(2).dup().data().asDouble()) {
      assertEquals(Math.rint(mean / scale), mean / scale, 1e-3);
    }
    FrozenNetwork frozen = Freezer.freeze(aware, type);
    Interpreter interpreter = new Interpreter(integer(frozen));
    INDArray answers = aware.output(data.getFeatures());
    int equal = 0;
    for (int i = 0; i < data.numExamples(); i++) {
      interpreter.input(0).setReal(frozen.inputs().get(0).sample(data.getFeatures(), i));
      interpreter.run();
      equal += Math.abs(interpreter.output(0).toReal()[0] - answers.getDouble(i, 0)) < 1e-6 ? 1 : 0;
    }
    assertTrue(equal >= 60, equal + " of 64 answers are those of the file");
  }

  private static ConvolutionLayer rectified(String name) {
    ConvolutionLayer convolution = Networks.convolution(name, 4);
    convolution.setActivationFn(new ActivationReLU());
    return convolution;
  }

  @Test
  void denseWeightsHaveAScalePerUnitWhereBatchNormFollowsAndOneScaleElsewhere() {
    ComputationGraph aware = trainedGraph(CNN2DFormat.NCHW);
    assertEquals(
        new TrainedWeights(8, Granularity.PER_CHANNEL),
        ((TrainedQuantizationSource) aware.getLayer("hidden"))
            .trainedQuantization()
            .get(Role.WEIGHT));
    assertEquals(
        new TrainedWeights(8, Granularity.PER_TENSOR),
        ((TrainedQuantizationSource) aware.getLayer("scores"))
            .trainedQuantization()
            .get(Role.WEIGHT));
  }

  private static final InputType LENET_INPUT = InputType.convolutional(8, 8, 1);

  private static DataSet data(CNN2DFormat format, int count, long seed) {
    return Networks.images(count, seed, Graphs.imageShape(format));
  }

  private static ComputationGraph trainedGraph(CNN2DFormat format) {
    ComputationGraph network = Graphs.everyKind(format);
    DataSet data = data(format, 64, 3);
    for (int step = 0; step < 10; step++) {
      network.fit(data);
    }
    ComputationGraph aware = QuantizationAware.network(network, Graphs.inputType(format));
    for (int step = 0; step < 10; step++) {
      aware.fit(data);
    }
    return aware;
  }

  private static Graph lowered(Model model, InputType type) {
    return Lowering.standard().apply(Freezer.freeze(model, type).graph());
  }

  private static Graph integer(FrozenNetwork frozen) {
    Graph lowered = Lowering.standard().apply(frozen.graph());
    return FullInteger.fromTrainedRanges().apply(new StageInput(lowered, frozen.inputs())).graph();
  }

  /** Names of the tensors whose range the file needs. */
  private static Set<String> needed(Model aware, InputType type) {
    Set<String> names = new HashSet<>();
    QuantizationTargets.of(lowered(aware, type), PlanSettings.defaults())
        .ranged()
        .forEach(tensor -> names.add(tensor.name()));
    return names;
  }

  /** Names of the tensors that carry a learned range. */
  private static Set<String> learned(Model aware, InputType type) {
    Set<String> names = new HashSet<>();
    for (Tensor tensor : lowered(aware, type).tensors()) {
      if (tensor.trained().filter(TrainedRange.class::isInstance).isPresent()) {
        names.add(tensor.name());
      }
    }
    return names;
  }

  @Test
  void aSeparableConvolutionRoundsBetweenItsKernels() {
    ComputationGraph aware = trainedGraph(CNN2DFormat.NCHW);
    var source = (TrainedQuantizationSource) aware.getLayer("separable");
    assertEquals(
        Set.of(Role.INTERMEDIATE, Role.OUTPUT, Role.WEIGHT, Role.POINTWISE_WEIGHT),
        source.trainedQuantization().keySet());
  }
}
