package org.dl4jmot.quantization.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
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
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.dl4jmot.quantization.testing.WholeExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** Preprocessors and axes of every kind, exported and run in the real LiteRT. */
class PreprocessorExportTest {
  private static final InputType IMAGE = InputType.convolutional(3, 4, 5);
  private static final InputType IMAGE_NHWC = InputType.convolutional(3, 4, 5, CNN2DFormat.NHWC);
  private static final InputType SEQUENCE = InputType.recurrent(24, 5);

  @Test
  void sequences() {
    check(SEQUENCE, new RnnToFeedForwardPreProcessor(), new FeedForwardToRnnPreProcessor());
    check(SEQUENCE, new RnnToCnnPreProcessor(3, 4, 2), new CnnToRnnPreProcessor(3, 4, 2));
    check(SEQUENCE, new KerasFlattenRnnPreprocessor(24, 5));
    check(SEQUENCE, new PermutePreprocessor(0, 2, 1));
    check(
        SEQUENCE,
        new ComposableInputPreProcessor(
            new RnnToCnnPreProcessor(3, 4, 2), new CnnToFeedForwardPreProcessor(3, 4, 2)));
  }

  @Test
  void images() {
    check(IMAGE, new CnnToFeedForwardPreProcessor(3, 4, 5));
    check(
        IMAGE_NHWC,
        new CnnToFeedForwardPreProcessor(3, 4, 5, CNN2DFormat.NHWC),
        new FeedForwardToCnnPreProcessor(3, 4, 5));
    check(IMAGE, new PermutePreprocessor(3, 1, 2));
    check(IMAGE, new ReshapePreprocessor(new long[] {5, 3, 4}, new long[] {15, 4}, false));
  }

  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void volumes(DataFormat format) {
    boolean first = format == DataFormat.NCDHW;
    check(
        InputType.convolutional3D(format, 2, 3, 4, 5),
        new Cnn3DToFeedForwardPreProcessor(2, 3, 4, 5, first),
        new FeedForwardToCnn3DPreProcessor(2, 3, 4, 5, !first));
  }

  @Test
  void softmaxAlongTheLastAxisOfDeeplearning4j() {
    Layer softmax = new ActivationLayer.Builder().activation(Activation.SOFTMAX).build();
    check(softmax, SEQUENCE);
    check(softmax, IMAGE);
    check(softmax, InputType.convolutional3D(DataFormat.NCDHW, 2, 3, 4, 5));
  }

  @Test
  void batchNormalizationOfChannelsLastSequences() {
    check(
        new BatchNormalization.Builder().nIn(6).nOut(6).dataFormat(CNN2DFormat.NHWC).build(),
        InputType.recurrent(6, 5, RNNFormat.NWC));
  }

  @Test
  void masksThatNobodyFeedsDoNothing() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new MaskLayer())
            .layer(new ActivationLayer.Builder().activation(Activation.TANH).build());
    check(list, SEQUENCE);
  }

  private static void check(Layer layer, InputType type) {
    check(new NeuralNetConfiguration.Builder().seed(2).list().layer(layer), type);
  }

  private static void check(NeuralNetConfiguration.ListBuilder list, InputType type) {
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    WholeExport.check(network, type);
  }

  private static void check(InputType type, InputPreProcessor... preprocessors) {
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
    WholeExport.check(network, type);
  }
}
