package org.dl4jmot.core.freeze;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;
import static org.dl4jmot.core.freeze.LayerNetworks.CHANNELS;
import static org.dl4jmot.core.freeze.LayerNetworks.HEIGHT;
import static org.dl4jmot.core.freeze.LayerNetworks.WIDTH;
import static org.dl4jmot.core.freeze.LayerNetworks.checkImages;
import static org.dl4jmot.core.freeze.LayerNetworks.convolution;
import static org.dl4jmot.core.freeze.LayerNetworks.dense;
import static org.dl4jmot.core.freeze.LayerNetworks.images;
import static org.dl4jmot.core.freeze.LayerNetworks.inBothFormats;
import static org.dl4jmot.core.freeze.LayerNetworks.network;
import static org.dl4jmot.core.freeze.LayerNetworks.output;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Origin;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each kind of layer, frozen and lowered, answers as Deeplearning4j does. */
class MultiLayerFreezeTest {
  @TestFactory
  Stream<DynamicTest> batchNormalizationAgrees() {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (boolean logStd : new boolean[] {false, true}) {
      for (boolean locked : new boolean[] {false, true}) {
        BatchNormalization.Builder layer =
            new BatchNormalization.Builder().useLogStd(logStd).lockGammaBeta(locked);
        inBothFormats(
                "image, log " + logStd + ", locked " + locked,
                format -> checkImages(format, layer.build()))
            .forEach(tests);
        tests.add(
            DynamicTest.dynamicTest(
                "vector, log " + logStd + ", locked " + locked,
                () ->
                    Agreement.check(
                        network(InputType.feedForward(7), layer.build(), dense(3), output()))));
      }
    }
    return tests.build();
  }

  @Test
  void lockedGammaAndBetaCountOnlyWhereDeeplearning4jAppliesThem() {
    for (double[] values : new double[][] {{2, 0.5}, {2, 0}, {1, 0.5}, {1, 0}}) {
      BatchNormalization layer = new BatchNormalization.Builder(values[0], values[1], true).build();
      checkImages(NCHW, layer);
    }
  }

  @TestFactory
  Stream<DynamicTest> convolutionActivationBatchNormalizationAgrees() {
    return Stream.of(ConvolutionMode.Same, ConvolutionMode.Truncate)
        .flatMap(
            mode ->
                inBothFormats(
                    mode.toString(),
                    format ->
                        checkImages(
                            format,
                            convolution(mode, Activation.RELU),
                            new BatchNormalization(),
                            convolution(mode, Activation.TANH),
                            new BatchNormalization(),
                            new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).build(),
                            dense(6),
                            new BatchNormalization(),
                            output())));
  }

  @TestFactory
  Stream<DynamicTest> flattenedImagesMeetTheirWeights() {
    return inBothFormats(
        "flatten", format -> checkImages(format, new ZeroPaddingLayer(0, 0), dense(5), output()));
  }

  @Test
  void flatImagesOfSeveralChannelsAreFedAsImages() {
    MultiLayerNetwork network =
        network(
            InputType.convolutionalFlat(HEIGHT, WIDTH, CHANNELS),
            convolution(ConvolutionMode.Same, Activation.RELU),
            dense(5),
            output());
    Agreement.check(network);
  }

  @Test
  void layersBetweenFlatteningAndDenseFollowTheImagesOrder() {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(convolution(ConvolutionMode.Truncate, Activation.RELU))
            .layer(new BatchNormalization.Builder().nIn(7 * 6 * 4).nOut(7 * 6 * 4).build())
            .layer(new ActivationLayer(Activation.TANH))
            .layer(dense(5))
            .layer(output())
            .inputPreProcessor(1, new CnnToFeedForwardPreProcessor(7, 6, 4))
            .setInputType(images(NCHW))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    Agreement.check(RandomParameters.fill(network, 5), images(NCHW));
  }

  @Test
  // The class is deprecated, but networks imported from Keras hold it still.
  @SuppressWarnings("deprecation")
  void imagesFlattenedAsTensorFlowDoesMeetTheirWeights() {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(convolution(ConvolutionMode.Truncate, Activation.RELU))
            .layer(dense(5))
            .layer(output())
            .inputPreProcessor(1, new TensorFlowCnnToFeedForwardPreProcessor(7, 6, 4))
            .setInputType(images(NCHW))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    Agreement.check(RandomParameters.fill(network, 5), images(NCHW));
  }

  @Test
  void networksInDoublePrecisionAgree() {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .list()
            .layer(convolution(ConvolutionMode.Same, Activation.RELU))
            .layer(new BatchNormalization())
            .layer(dense(5))
            .layer(output())
            .setInputType(images(NCHW))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    Agreement.check(RandomParameters.fill(network, 5), images(NCHW));
  }

  @Test
  void imagesMadeOfVectorsNeedNoRearranging() {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(dense(4 * 3 * 2))
            .layer(new BatchNormalization())
            .layer(new DropoutLayer(0.5))
            .layer(convolution(ConvolutionMode.Same, Activation.RELU))
            .inputPreProcessor(3, new FeedForwardToCnnPreProcessor(4, 3, 2))
            .setInputType(InputType.feedForward(6))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    network.init();
    Graph lowered = Agreement.check(RandomParameters.fill(network, 5));
    assertEquals(
        List.of("FULLY_CONNECTED", "RESHAPE", "DEPTHWISE_CONV_2D", "RESHAPE", "CONV_2D"),
        Agreement.operations(lowered));
  }

  @TestFactory
  Stream<DynamicTest> activationFunctionsAgree() {
    return Stream.of(
            Activation.IDENTITY,
            Activation.RELU,
            Activation.RELU6,
            Activation.SIGMOID,
            Activation.TANH,
            Activation.SOFTMAX)
        .map(
            activation ->
                DynamicTest.dynamicTest(
                    activation.toString(),
                    () ->
                        Agreement.check(
                            network(
                                InputType.feedForward(6),
                                new DenseLayer.Builder().nOut(5).activation(activation).build(),
                                new ActivationLayer(activation),
                                new OutputLayer.Builder(LossFunction.MSE)
                                    .nOut(4)
                                    .hasBias(false)
                                    .activation(activation)
                                    .build()))));
  }

  @Test
  void softmaxOfChannelsLastImagesIsTakenOverTheChannels() {
    checkImages(NHWC, new ZeroPaddingLayer(0, 0), new ActivationLayer(Activation.SOFTMAX));
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyTrainingDoesFallsAway() {
    return Stream.<IDropout>of(
            new Dropout(0.5),
            new AlphaDropout(0.5),
            new GaussianDropout(0.5),
            new GaussianNoise(0.5),
            new SpatialDropout(0.5))
        .map(
            dropout ->
                DynamicTest.dynamicTest(
                    dropout.getClass().getSimpleName(),
                    () -> {
                      Graph lowered =
                          checkImages(
                              NCHW,
                              new ConvolutionLayer.Builder(2, 2)
                                  .nOut(3)
                                  .activation(Activation.IDENTITY)
                                  .dropOut(dropout)
                                  .weightNoise(new DropConnect(0.5))
                                  .build(),
                              new DropoutLayer.Builder(dropout).build(),
                              dense(4),
                              output());
                      assertEquals(
                          List.of(
                              "CONV_2D",
                              "RESHAPE",
                              "FULLY_CONNECTED",
                              "FULLY_CONNECTED",
                              "SOFTMAX"),
                          Agreement.operations(lowered));
                    }));
  }

  @Test
  void vectorsNeedNoInputType() {
    MultiLayerNetwork network =
        network(InputType.feedForward(6), new BatchNormalization(), dense(4), output());
    FrozenNetwork frozen = Freezer.freeze(network);
    assertEquals("[1, 6]", frozen.inputs().get(0).shape().toString());
    assertEquals("input", frozen.graph().inputs().get(0).name());
    assertEquals("layer2", frozen.graph().outputs().get(0).name());
    assertEquals(List.of("layer0", "layer1", "layer2"), frozen.layers());
  }

  @Test
  void everyTensorOfALayerKnowsItsOrigin() {
    Graph graph = Freezer.freeze(network(InputType.feedForward(6), dense(4), output())).graph();
    assertEquals(
        new Origin("layer0", Origin.Role.PRE_ACTIVATION),
        graph.tensor("layer0/pre-activation").origin().orElseThrow());
    assertTrue(graph.tensors().stream().allMatch(tensor -> tensor.origin().isPresent()));
  }
}
