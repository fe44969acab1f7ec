package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.onednn.OneDnn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that were really trained, and parameters that training leaves at its limits. */
class TrainedNetworkTest {
  private static final String BEFORE = System.getProperty(OneDnn.HELPERS_DISABLED_PROPERTY, "true");

  /** Deeplearning4j 1.0.0-M2.1 trains channels-last networks wrongly on oneDNN. */
  @BeforeAll
  static void trainWithoutOneDnn() {
    OneDnn.disable();
  }

  @AfterAll
  static void restoreOneDnn() {
    System.setProperty(OneDnn.HELPERS_DISABLED_PROPERTY, BEFORE);
  }

  private static MultiLayerNetwork network(CNN2DFormat format) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(12)
                .updater(new Adam(0.01))
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(convolution(Activation.IDENTITY))
                .layer(new BatchNormalization.Builder().decay(0.8).build())
                .layer(convolution(Activation.RELU))
                .layer(new BatchNormalization.Builder().decay(0.8).useLogStd(true).build())
                .layer(
                    new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(
                    new DenseLayer.Builder()
                        .nOut(12)
                        .dropOut(0.8)
                        .activation(Activation.TANH)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(images(format))
                .build());
    network.init();
    return network;
  }

  private static ConvolutionLayer convolution(Activation activation) {
    return new ConvolutionLayer.Builder(3, 3).nOut(5).activation(activation).build();
  }

  private static InputType images(CNN2DFormat format) {
    return InputType.convolutional(8, 6, 2, format);
  }

  /** Images whose brightest quarter tells their class. */
  private static DataSet data(CNN2DFormat format, int samples) {
    INDArray images = Nd4j.randn(DataType.FLOAT, samples, 2, 8, 6).muli(0.7).addi(3);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, samples, 4);
    for (int i = 0; i < samples; i++) {
      int quarter = i % 4;
      long top = 4L * (quarter / 2);
      long left = 3L * (quarter % 2);
      images
          .get(
              NDArrayIndex.point(i),
              NDArrayIndex.all(),
              NDArrayIndex.interval(top, top + 4),
              NDArrayIndex.interval(left, left + 3))
          .addi(2);
      labels.putScalar(i, quarter, 1);
    }
    return new DataSet(
        format == CNN2DFormat.NCHW ? images : images.permute(0, 2, 3, 1).dup('c'), labels);
  }

  @TestFactory
  Stream<DynamicTest> trainedStatisticsArriveInTheGraph() {
    return Stream.of(CNN2DFormat.values())
        .map(
            format ->
                DynamicTest.dynamicTest(
                    format.toString(),
                    () -> {
                      Nd4j.getRandom().setSeed(1);
                      MultiLayerNetwork network = network(format);
                      for (int step = 0; step < 40; step++) {
                        network.fit(data(format, 32));
                      }
                      DataSet test = data(format, 64);
                      double accuracy = accuracy(network, test);
                      assertTrue(accuracy > 0.9, "accuracy " + accuracy);
                      Agreement.check(network, images(format));
                    }));
  }

  private static double accuracy(MultiLayerNetwork network, DataSet test) {
    INDArray answers = network.output(test.getFeatures()).argMax(1);
    return answers.eq(test.getLabels().argMax(1)).castTo(DataType.FLOAT).meanNumber().doubleValue();
  }

  @Test
  void filterOfAThousandTimesTheOthersAgrees() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW);
    network.getLayer(0).getParam("W").slice(1).muli(1000);
    network.getLayer(1).getParam("log10stdev").putScalar(1, 3);
    check(network);
  }

  @Test
  void zeroFilterWithoutVarianceAgrees() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW);
    network.getLayer(0).getParam("W").slice(0).assign(0);
    network.getLayer(0).getParam("b").putScalar(0, 0.3);
    network.getLayer(1).getParam("mean").putScalar(0, 0.3);
    network.getLayer(1).getParam("log10stdev").putScalar(0, -20);
    check(network);
  }

  @Test
  void gammasOfZeroAndBelowAgree() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW);
    network.getLayer(1).getParam("gamma").putScalar(3, 0);
    network.getLayer(1).getParam("gamma").putScalar(4, -1.5);
    network.getLayer(3).getParam("gamma").putScalar(1, -2);
    network.getLayer(3).getParam("gamma").putScalar(2, 0);
    check(network);
  }

  private static void check(MultiLayerNetwork network) {
    Agreement.check(network, images(CNN2DFormat.NCHW));
  }
}
