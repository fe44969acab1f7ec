package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.Interpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Batch normalization behind an activation and read twice stays an operation of its own in the
 * file. A range inside it was planned once but never learned: the file answered nonsense.
 */
class UnfoldedBatchNormalizationTest {
  private static final InputType IMAGES = InputType.convolutional(12, 12, 3, CNN2DFormat.NCHW);
  private static final int SAMPLES = 64;
  private static final int CLASSES = 4;

  /** The file's softmax has steps of 1/256; a value rounded otherwise moves it by one or two. */
  private static final double TOLERANCE = 2.0 / 256;

  @ParameterizedTest
  @ValueSource(ints = {30, 150})
  void networkAnswersAsItsFile(int steps) {
    Nd4j.getRandom().setSeed(5);
    INDArray images = Nd4j.rand(SAMPLES, 3, 12, 12);
    INDArray labels = Nd4j.zeros(SAMPLES, CLASSES);
    for (int i = 0; i < SAMPLES; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    DataSet batch = new DataSet(images, labels);
    ComputationGraph network = residual();
    fit(network, batch, 20);
    ComputationGraph aware = QuantizationAware.network(network, IMAGES);
    fit(aware, batch, steps);
    EdgeFile file =
        EdgeExporter.of(aware, IMAGES).quantize(FullInteger.fromTrainedRanges()).export();
    List<String> ops = file.report().ops().stream().map(op -> op.op()).toList();
    assertTrue(ops.contains("DEPTHWISE_CONV_2D"), () -> "the case to test is gone: " + ops);

    double worst = largestDifference(aware.outputSingle(images), images, file);
    assertTrue(worst <= TOLERANCE, "largest difference " + worst);
  }

  private static void fit(ComputationGraph network, DataSet batch, int steps) {
    for (int step = 0; step < steps; step++) {
      network.fit(batch);
    }
  }

  private static double largestDifference(INDArray expected, INDArray images, EdgeFile file) {
    Interpreter interpreter = new Interpreter(file.graph());
    double worst = 0;
    for (int i = 0; i < SAMPLES; i++) {
      INDArray pixels = images.slice(i).permute(1, 2, 0).dup('c');
      interpreter.input(0).setReal(pixels.data().asFloat());
      interpreter.run();
      float[] answer = interpreter.output(0).toReal();
      for (int k = 0; k < CLASSES; k++) {
        worst = Math.max(worst, Math.abs(answer[k] - expected.getDouble(i, k)));
      }
    }
    return worst;
  }

  private static ComputationGraph residual() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Nesterovs(0.01, 0.9))
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(IMAGES)
            .addLayer("conv1", convolution(Activation.RELU), "image")
            .addLayer("bn", new BatchNormalization.Builder().build(), "conv1")
            .addLayer("conv2", convolution(Activation.IDENTITY), "bn")
            .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn", "conv2")
            .addLayer(
                "pool",
                new GlobalPoolingLayer.Builder().poolingType(PoolingType.AVG).build(),
                "add")
            .addLayer(
                "out",
                new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build(),
                "pool")
            .setOutputs("out")
            .build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  private static ConvolutionLayer convolution(Activation activation) {
    return new ConvolutionLayer.Builder(3, 3).nOut(8).activation(activation).build();
  }
}
