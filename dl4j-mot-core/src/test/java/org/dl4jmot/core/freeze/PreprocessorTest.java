package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

class PreprocessorTest {
  private static final InputType IMAGE = InputType.convolutional(3, 4, 5);
  private static final InputType IMAGE_NHWC = InputType.convolutional(3, 4, 5, CNN2DFormat.NHWC);

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void timeStepsBecomeVectorsAndASequenceAgain(RNNFormat format) {
    InputType sequence = InputType.recurrent(3, 5, format);
    Graph rows = check(sequence, new RnnToFeedForwardPreProcessor(format));
    assertEquals(Shape.of(5, 3), output(rows));
    check(
        sequence,
        new RnnToFeedForwardPreProcessor(format),
        new FeedForwardToRnnPreProcessor(format));
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void timeStepsBecomeImagesAndASequenceAgain(RNNFormat format) {
    InputType sequence = InputType.recurrent(24, 5, format);
    Graph images = check(sequence, new RnnToCnnPreProcessor(3, 4, 2, format));
    assertEquals(Shape.of(5, 3, 4, 2), output(images));
    check(
        sequence,
        new RnnToCnnPreProcessor(3, 4, 2, format),
        new CnnToRnnPreProcessor(3, 4, 2, format));
  }

  @Test
  void anImageBecomesASequenceOfOneTimeStep() {
    check(IMAGE, new CnnToRnnPreProcessor(3, 4, 5));
  }

  @Test
  void anImageBecomesAVectorInDeeplearning4jsOrder() {
    check(IMAGE, new CnnToFeedForwardPreProcessor(3, 4, 5));
    check(IMAGE_NHWC, new CnnToFeedForwardPreProcessor(3, 4, 5, CNN2DFormat.NHWC));
  }

  @Test
  @SuppressWarnings("deprecation") // Networks imported by earlier versions still carry it.
  void anImageBecomesAVectorInTensorFlowsOrder() {
    check(IMAGE, new TensorFlowCnnToFeedForwardPreProcessor(3, 4, 5));
  }

  @Test
  void aVectorBecomesAnImage() {
    check(
        IMAGE_NHWC,
        new CnnToFeedForwardPreProcessor(3, 4, 5, CNN2DFormat.NHWC),
        new FeedForwardToCnnPreProcessor(3, 4, 5));
    check(
        IMAGE,
        new CnnToFeedForwardPreProcessor(3, 4, 5),
        new FeedForwardToCnnPreProcessor(4, 3, 5));
    check(
        IMAGE,
        new CnnToFeedForwardPreProcessor(3, 4, 5),
        new FeedForwardToCnnPreProcessor(6, 5, 2));
  }

  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void volumesBecomeVectorsAndVolumesAgain(DataFormat format) {
    InputType volume = InputType.convolutional3D(format, 2, 3, 4, 5);
    boolean first = format == DataFormat.NCDHW;
    InputPreProcessor flat = new Cnn3DToFeedForwardPreProcessor(2, 3, 4, 5, first);
    check(volume, flat);
    check(volume, flat, new FeedForwardToCnn3DPreProcessor(2, 3, 4, 5, first));
    check(volume, flat, new FeedForwardToCnn3DPreProcessor(4, 1, 6, 5, first));
    check(volume, flat, new FeedForwardToCnn3DPreProcessor(2, 3, 4, 5, !first));
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void wholeSequencesBecomeVectors(RNNFormat format) {
    check(InputType.recurrent(3, 5, format), new KerasFlattenRnnPreprocessor(3, 5));
  }

  @Test
  void arraysAreReshapedInDeeplearning4jsOrder() {
    check(IMAGE, reshape(new long[] {5, 3, 4}, 60));
    check(IMAGE, reshape(new long[] {5, 3, 4}, 15, 4));
    check(IMAGE, reshape(new long[] {5, 3, 4}, 4, 3, 5));
    check(IMAGE, reshape(new long[] {5, 3, 4}, 5, 3, 2, 2));
    check(IMAGE_NHWC, reshape(new long[] {3, 4, 5}, 4, 15));
    check(InputType.feedForward(60), reshape(new long[] {60}, 4, 3, 5));
    check(InputType.recurrent(6, 10), reshape(new long[] {6, 10}, 4, 15));
    check(IMAGE, new ReshapePreprocessor(new long[] {9, 60}, new long[] {9, 6, 10}, true));
    check(
        IMAGE, new ReshapePreprocessor(new long[] {60}, new long[] {6, 10}, false, RNNFormat.NCW));
  }

  @Test
  void axesArePermuted() {
    check(InputType.recurrent(3, 5), new PermutePreprocessor(0, 2, 1));
    check(InputType.recurrent(3, 5, RNNFormat.NWC), new PermutePreprocessor(2, 1));
    check(IMAGE, new PermutePreprocessor(3, 1, 2));
    check(IMAGE_NHWC, new PermutePreprocessor(0, 2, 3, 1));
  }

  @Test
  void composedPreprocessorsRunOneBehindTheOther() {
    check(
        InputType.recurrent(24, 5),
        new ComposableInputPreProcessor(
            new RnnToCnnPreProcessor(3, 4, 2),
            new ComposableInputPreProcessor(
                new CnnToFeedForwardPreProcessor(3, 4, 2), new FeedForwardToRnnPreProcessor())));
  }

  @Test
  void composedPreprocessorsFeedALayer() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(24).nOut(3).activation(Activation.TANH).build())
                .inputPreProcessor(
                    0,
                    new ComposableInputPreProcessor(
                        new RnnToCnnPreProcessor(3, 4, 2),
                        new CnnToFeedForwardPreProcessor(3, 4, 2)))
                .build());
    network.init();
    Agreement.check(RandomParameters.fill(network, 6), InputType.recurrent(24, 5));
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () ->
                Freezer.freeze(
                    network(new ReshapePreprocessor(new long[] {60}, new long[] {7}, false)),
                    IMAGE));
    assertTrue(e.getMessage().contains("shape [1, 7]"), e.getMessage());
  }

  private static ReshapePreprocessor reshape(long[] from, long... to) {
    return new ReshapePreprocessor(from, to, false);
  }

  private static Shape output(Graph graph) {
    return graph.tensor(graph.outputs().get(0).tensor()).shape();
  }

  private static Graph check(InputType type, InputPreProcessor... preprocessors) {
    return Agreement.check(network(preprocessors), type);
  }

  private static ComputationGraph network(InputPreProcessor... preprocessors) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder().graphBuilder().addInputs("in").setOutputs("out");
    String previous = "in";
    for (int i = 0; i < preprocessors.length; i++) {
      String name = i == preprocessors.length - 1 ? "out" : "step" + i;
      builder.addVertex(name, new PreprocessorVertex(preprocessors[i]), previous);
      previous = name;
    }
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    assertEquals(List.of("out"), network.getConfiguration().getNetworkOutputs());
    return network;
  }
}
