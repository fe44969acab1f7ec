package org.dl4jmot.core.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** What is left of transposed convolutions and of sequences as images. */
class RearrangementLoweringTest {
  private static List<String> operations(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
    network.init();
    return Agreement.operations(Agreement.check(RandomParameters.fill(network, 5), type));
  }

  private static Layer convolution(RNNFormat format, ConvolutionMode mode, Activation activation) {
    return new Convolution1DLayer.Builder(3)
        .nOut(4)
        .rnnDataFormat(format)
        .convolutionMode(mode)
        .activation(activation)
        .build();
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void aChainOfSequenceLayersIsReshapedOnce(RNNFormat format) {
    assertEquals(
        List.of("RESHAPE", "CONV_2D", "MAX_POOL_2D", "PAD", "CONV_2D", "TANH", "RESHAPE"),
        operations(
            InputType.recurrent(3, 12, format),
            convolution(format, ConvolutionMode.Same, Activation.RELU),
            new Subsampling1DLayer.Builder(2).stride(2).build(),
            convolution(format, ConvolutionMode.Causal, Activation.TANH)));
  }

  @Test
  void whatFollowsASequenceConvolutionIsFoldedThroughTheReshape() {
    assertEquals(
        List.of("RESHAPE", "CONV_2D", "CONV_2D", "RESHAPE"),
        operations(
            InputType.recurrent(3, 12, RNNFormat.NCW),
            convolution(RNNFormat.NCW, ConvolutionMode.Truncate, Activation.IDENTITY),
            new ActivationLayer(Activation.RELU),
            new ZeroPadding1DLayer.Builder(1, 1).build(),
            convolution(RNNFormat.NCW, ConvolutionMode.Truncate, Activation.RELU)));
  }

  @Test
  void aTranspositionThatUndoesAnotherGoesWithIt() {
    assertEquals(
        List.of("TRANSPOSE", "SOFTMAX", "SOFTMAX", "TRANSPOSE"),
        operations(
            InputType.recurrent(3, 5, RNNFormat.NCW),
            new ActivationLayer(Activation.SOFTMAX),
            new ActivationLayer(Activation.SOFTMAX)));
  }

  @Test
  void branchesOfSequencesJoinAsImages() {
    ConvolutionMode same = ConvolutionMode.Same;
    InputType type = InputType.recurrent(4, 12, RNNFormat.NWC);
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", convolution(RNNFormat.NWC, same, Activation.RELU), "in")
                .addLayer("second", convolution(RNNFormat.NWC, same, Activation.TANH), "first")
                .addVertex(
                    "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
                .addLayer("third", convolution(RNNFormat.NWC, same, Activation.RELU), "sum")
                .setOutputs("third")
                .setInputTypes(type)
                .build());
    network.init();
    assertEquals(
        List.of("RESHAPE", "CONV_2D", "CONV_2D", "TANH", "ADD", "CONV_2D", "RESHAPE"),
        Agreement.operations(Agreement.check(RandomParameters.fill(network, 5), type)));
  }

  private static Deconvolution2D.Builder deconvolution(int kernel, int stride, int padding) {
    return new Deconvolution2D.Builder()
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(4)
        .activation(Activation.IDENTITY);
  }

  private static InputType images() {
    return InputType.convolutional(5, 6, 3, CNN2DFormat.NCHW);
  }

  @Test
  void batchNormalizationFoldsIntoATransposedConvolution() {
    assertEquals(
        List.of("TRANSPOSE_CONV"),
        operations(
            images(),
            deconvolution(4, 2, 1).build(),
            new BatchNormalization.Builder().build(),
            new ActivationLayer(Activation.RELU)));
  }

  @Test
  void batchNormalizationFoldsThroughTheCropOfATransposedConvolution() {
    assertEquals(
        List.of("TRANSPOSE_CONV", "SLICE"),
        operations(
            images(),
            deconvolution(5, 2, 1).build(),
            new BatchNormalization.Builder().build(),
            new ActivationLayer(Activation.RELU)));
  }

  @Test
  void onlyTheFactorOfABatchNormalizationFoldsIntoATransposedConvolutionBehindIt() {
    assertEquals(
        List.of("CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV"),
        operations(
                images(),
                new ConvolutionLayer.Builder(1, 1).nOut(5).activation(Activation.SOFTPLUS).build(),
                new BatchNormalization.Builder().build(),
                deconvolution(2, 2, 0).build())
            .stream()
            .filter(
                List.of("CONV_2D", "MUL", "ADD", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV")::contains)
            .toList());
  }
}
