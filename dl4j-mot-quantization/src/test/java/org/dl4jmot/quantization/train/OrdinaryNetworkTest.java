package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.onednn.OneDnn;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** A quantization-aware network is a Deeplearning4j network like any other. */
class OrdinaryNetworkTest {
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

  private static final InputType INPUT = InputType.convolutional(8, 8, 1);
  private final DataSet data = Networks.images(64, 1);

  private MultiLayerNetwork aware() {
    return QuantizationAware.network(Networks.lenet(), INPUT);
  }

  private DataSetIterator batches() {
    return new ListDataSetIterator<>(data.asList(), 16);
  }

  private static double steps(MultiLayerNetwork network, String layer) {
    return network.getLayer(layer).getParam(LearnedState.KEY).getDouble(0);
  }

  private static TrainedRange range(MultiLayerNetwork network, String layer, Role role) {
    return (TrainedRange)
        ((TrainedQuantizationSource) network.getLayer(layer)).trainedQuantization().get(role);
  }

  @Test
  void learnsTheTask() {
    MultiLayerNetwork aware = aware();
    aware.fit(batches(), 15);
    assertTrue(aware.evaluate(batches()).accuracy() > 0.9);
  }

  @Test
  void theRangeIsTheMeanOfTheBatchesAtFirst() {
    MultiLayerNetwork aware = aware();
    DataSet dark = new DataSet(data.getFeatures().mul(0.5), data.getLabels());
    aware.fit(data);
    aware.fit(dark);
    double brightest = data.getFeatures().maxNumber().doubleValue();
    assertEquals(0.75 * brightest, range(aware, "conv", Role.INPUT).max(), 1e-5);
    assertEquals(2, steps(aware, "conv"));
  }

  @Test
  void batchSizeAndLearningRateDoNotScaleTheRange() {
    MultiLayerNetwork aware = aware();
    aware.setLearningRate(1e-12);
    aware.fit(data);
    assertEquals(
        data.getFeatures().maxNumber().floatValue(), range(aware, "conv", Role.INPUT).max(), 1e-6);
  }

  @Test
  void duringTheDelayOnlyRangesAreLearned() {
    MultiLayerNetwork plain = Networks.lenet();
    MultiLayerNetwork delayed =
        QuantizationAware.builder().delay(2).inputTypes(INPUT).build().apply(plain);
    MultiLayerNetwork weights = QuantizationAware.strip(delayed);
    delayed.fit(data);
    delayed.fit(data);
    weights.setParams(QuantizationAware.strip(delayed).params());
    assertEquals(weights.output(data.getFeatures()), delayed.output(data.getFeatures()));
    delayed.fit(data);
    weights.setParams(QuantizationAware.strip(delayed).params());
    assertNotEquals(weights.output(data.getFeatures()), delayed.output(data.getFeatures()));
  }

  @Test
  void afterTheFreezeRangesAndBatchNormStatisticsStayWhileWeightsMove() {
    MultiLayerNetwork aware =
        QuantizationAware.builder()
            .freezeAfter(3)
            .inputTypes(INPUT)
            .build()
            .apply(Networks.lenet());
    for (int step = 0; step < 3; step++) {
      aware.fit(data);
    }
    TrainedRange frozen = range(aware, "relu", Role.OUTPUT);
    INDArray mean = aware.getLayer("bn").getParam("mean").dup();
    INDArray deviation = aware.getLayer("bn").getParam("log10stdev").dup();
    INDArray weights = aware.getLayer("conv").getParam("W").dup();
    aware.fit(new DataSet(data.getFeatures().mul(3), data.getLabels()));

    assertEquals(frozen, range(aware, "relu", Role.OUTPUT));
    assertEquals(mean, aware.getLayer("bn").getParam("mean"));
    assertEquals(deviation, aware.getLayer("bn").getParam("log10stdev"));
    assertNotEquals(weights, aware.getLayer("conv").getParam("W"));
    assertEquals(3, steps(aware, "relu"));
  }

  @Test
  void frozenBatchNormTrainsOnWhatInferenceComputes() {
    MultiLayerNetwork aware = aware();
    aware.fit(batches(), 3);
    QuantizationAware.freezeRanges(aware);
    DataSet sample = Networks.images(16, 8);
    // without dropout the loss in training is the loss of inference
    aware.getLayer("dropout").conf().getLayer().setIDropout(null);
    assertEquals(aware.score(sample, false), aware.score(sample, true), 1e-6);
  }

  @Test
  void earlyStoppingKeepsABestNetworkWithItsRanges() {
    EarlyStoppingConfiguration<MultiLayerNetwork> configuration =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
            .scoreCalculator(new DataSetLossCalculator(batches(), true))
            .modelSaver(new InMemoryModelSaver<>())
            .build();
    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(configuration, aware(), batches()).fit();
    assertTrue(range(result.getBestModel(), "relu", Role.OUTPUT).max() > 0);
  }

  @Test
  void parallelWrapperAveragesRanges() {
    MultiLayerNetwork aware = aware();
    ParallelWrapper wrapper =
        new ParallelWrapper.Builder<>(aware)
            .workers(2)
            .averagingFrequency(1)
            .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
            .prefetchBuffer(0)
            .build();
    wrapper.fit(batches());
    wrapper.shutdown();
    assertEquals(2, steps(aware, "relu"), "four batches over two workers");
    TrainedRange input = range(aware, "conv", Role.INPUT);
    assertEquals(0, input.min());
    assertEquals(1, input.max(), 0.05);
  }

  @Test
  void goesOnTrainingAfterRestore() throws IOException {
    MultiLayerNetwork aware = aware();
    aware.fit(batches(), 5);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(aware, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(file.toByteArray()), true);
    restored.fit(batches());
    assertEquals(24, steps(restored, "relu"));
  }

  @Test
  void aGraphAnswersLikeThePlainOneBeforeTheFirstStepAndTheSameBitsAfterRestoreAndClone()
      throws IOException {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      ComputationGraph plain = Graphs.everyKind(format);
      DataSet images = Networks.images(32, 2, Graphs.imageShape(format));
      plain.fit(images);
      ComputationGraph aware = QuantizationAware.network(plain, Graphs.inputType(format));
      // a separable convolution runs as two operations: same sums in another order; and what reads
      // it is wrong in a plain NHWC network, since MKLDNNConvHelper (1.0.0-M2.1) misreads arrays
      // whose strides are not those of their shape
      String compared = format == CNN2DFormat.NCHW ? "loss" : "separable";
      assertArrayEquals(
          plain.feedForward(images.getFeatures(), false).get(compared).dup('c').data().asFloat(),
          aware.feedForward(images.getFeatures(), false).get(compared).dup('c').data().asFloat(),
          1e-5f);
      aware.fit(images);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ModelSerializer.writeModel(aware, file, true);
      ComputationGraph restored =
          ModelSerializer.restoreComputationGraph(
              new ByteArrayInputStream(file.toByteArray()), true);
      INDArray answer = aware.outputSingle(images.getFeatures());
      assertEquals(answer, restored.outputSingle(images.getFeatures()));
      assertNotNull(aware.summary());
      assertEquals(plain.params().length(), QuantizationAware.strip(aware).params().length());
    }
  }

  @Test
  void onlyChosenLayersAreConverted() {
    MultiLayerNetwork aware =
        QuantizationAware.builder()
            .layers("dense", "out")
            .inputTypes(INPUT)
            .build()
            .apply(Networks.lenet());
    List<String> converted =
        aware.getLayerNames().stream()
            .filter(name -> aware.getLayer(name) instanceof TrainedQuantizationSource)
            .toList();
    assertEquals(List.of("dense", "out"), converted);
    aware.fit(data);
  }

  @Test
  void aChosenLayerThatDoesNotExistIsNamed() {
    QuantizationAwareConversion conversion =
        QuantizationAware.builder().layers("dense", "densse").inputTypes(INPUT).build();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> conversion.apply(Networks.lenet()));
    assertTrue(error.getMessage().contains("[densse]"), error::getMessage);
  }

  @Test
  void aFreshUpdaterCountsItsStepsFromZero() {
    MultiLayerNetwork plain = Networks.lenet();
    plain.fit(data);
    assertEquals(1, plain.getIterationCount());
    assertEquals(0, QuantizationAware.network(plain, INPUT).getIterationCount());
  }

  @Test
  void singleLayersCanBeSwappedInAConfigurationAndTheRestLater() {
    MultiLayerNetwork mixed =
        Networks.initialised(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Nesterovs(1e-2))
                .list()
                .layer(QuantizationAware.layer(Networks.convolution("conv", 4)))
                .layer(new BatchNormalization.Builder().name("bn").build())
                .layer(QuantizationAware.layer(Networks.relu("relu")))
                .layer(Networks.softmax("out", 3))
                .setInputType(INPUT)
                .build());
    mixed.fit(data);
    assertTrue(range(mixed, "relu", Role.OUTPUT).max() > 0);
    BaseLayer conv = (BaseLayer) mixed.getLayer("conv").conf().getLayer();
    assertEquals(new Nesterovs(1e-2), conv.getIUpdater(), "global settings reach swapped layers");

    MultiLayerNetwork whole = QuantizationAware.network(mixed, INPUT);
    whole.fit(data);
    assertNotNull(range(whole, "out", Role.PRE_ACTIVATION));
    assertEquals(mixed.getLayerNames(), whole.getLayerNames());
  }

  @Test
  void aUsersSettingsStayOnTheLayers() {
    ConvolutionLayer convolution =
        new ConvolutionLayer.Builder(3, 3)
            .name("conv")
            .nOut(4)
            .activation(Activation.RELU)
            .updater(new Sgd(0.25))
            .biasUpdater(new Sgd(0.5))
            .l2(0.125)
            .constrainWeights(new MaxNormConstraint(2, 1, 2, 3))
            .weightNoise(new DropConnect(0.9))
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .dropOut(0.75)
            .build();
    MultiLayerNetwork plain =
        Networks.initialised(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(convolution)
                .layer(Networks.softmax("out", 3))
                .setInputType(INPUT)
                .build());
    MultiLayerNetwork aware = QuantizationAware.network(plain, INPUT);
    aware.fit(data);
    ConvolutionLayer before = (ConvolutionLayer) plain.getLayer("conv").conf().getLayer();
    ConvolutionLayer after = (ConvolutionLayer) aware.getLayer("conv").conf().getLayer();

    assertEquals(before.getIUpdater(), after.getUpdaterByParam("W"));
    assertEquals(before.getBiasUpdater(), after.getUpdaterByParam("b"));
    assertEquals(before.getRegularization(), after.getRegularizationByParam("W"));
    assertEquals(before.getConstraints(), after.getConstraints());
    assertEquals(before.getWeightNoise(), after.getWeightNoise());
    assertEquals(before.getIDropout(), after.getIDropout());
    assertEquals(1, steps(aware, "conv"), "gradient clipping must leave the state alone");
  }

  @Test
  void transferLearningKeepsQuantizationAwareLayersAndTheirRanges() {
    MultiLayerNetwork aware = aware();
    aware.fit(batches());
    TrainedRange before = range(aware, "relu", Role.OUTPUT);
    OutputLayer newOutput = Networks.softmax("new", 3);
    newOutput.setNIn(12);
    MultiLayerNetwork tuned =
        new TransferLearning.Builder(aware)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Sgd(0.125)).build())
            .removeOutputLayer()
            .addLayer(QuantizationAware.layer(newOutput))
            .build();
    assertEquals(before, range(tuned, "relu", Role.OUTPUT));
    assertEquals(
        new Sgd(0.125), ((BaseLayer) tuned.getLayer("conv").conf().getLayer()).getIUpdater());
  }

  @Test
  void aLayerWithoutAQuantizationAwareFormIsNamed() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                QuantizationAware.layer(
                    new OCNNOutputLayer.Builder().name("one").hiddenLayerSize(3).build()));
    assertTrue(error.getMessage().contains("'one' of type OCNNOutputLayer"), error::getMessage);
    assertTrue(error.getMessage().contains(DenseLayer.class.getSimpleName()), error::getMessage);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> QuantizationAware.builder().delay(-1));
    assertThrows(IllegalArgumentException.class, () -> QuantizationAware.builder().momentum(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> QuantizationAware.builder().delay(10).freezeAfter(10).build());
  }
}
