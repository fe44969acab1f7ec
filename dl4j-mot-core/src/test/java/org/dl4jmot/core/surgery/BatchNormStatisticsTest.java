package org.dl4jmot.core.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class BatchNormStatisticsTest {
  private static final int EXAMPLES = 37;

  /** Sums of a few hundred floats of about 1, rounded once each: well within 1e-4. */
  private static final float TOLERANCE = 1e-4f;

  private static MultiLayerNetwork network(CNN2DFormat format, boolean logarithmic) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.1))
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).dataFormat(format).build())
                .layer(
                    new BatchNormalization.Builder()
                        .dataFormat(format)
                        .useLogStd(logarithmic)
                        .build())
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(new BatchNormalization.Builder().useLogStd(logarithmic).build())
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(6, 6, 2, format))
                .build());
    network.init();
    return network;
  }

  private static INDArray features(CNN2DFormat format) {
    Nd4j.getRandom().setSeed(5);
    long[] shape =
        format == CNN2DFormat.NCHW
            ? new long[] {EXAMPLES, 2, 6, 6}
            : new long[] {EXAMPLES, 6, 6, 2};
    return Nd4j.randn(DataType.FLOAT, shape).muli(3).addi(100);
  }

  /** Batches of unequal size. */
  private static DataSetIterator batches(INDArray features) {
    List<DataSet> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      INDArray example = Nd4j.expandDims(features.slice(i), 0);
      examples.add(new DataSet(example.dup(), Nd4j.createFromArray(new float[][] {{1, 0}})));
    }
    return new ListDataSetIterator<>(examples, 10);
  }

  private static INDArray variance(MultiLayerNetwork network, String layer) {
    if (network.paramTable().containsKey(layer + "_var")) {
      return network.getParam(layer + "_var");
    }
    return Transforms.pow(
        Nd4j.valueArrayOf(network.getParam(layer + "_log10stdev").shape(), 10f),
        network.getParam(layer + "_log10stdev").mul(2));
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void statisticsAreThoseOfAllTheDataAsReadAtInference(CNN2DFormat format) {
    for (boolean logarithmic : new boolean[] {true, false}) {
      MultiLayerNetwork network = network(format, logarithmic);
      INDArray features = features(format);

      BatchNormStatistics.reestimate(network, batches(features));

      int[] axes = format == CNN2DFormat.NCHW ? new int[] {0, 2, 3} : new int[] {0, 1, 2};
      INDArray first = network.feedForwardToLayer(0, features, false).get(1);
      assertClose(first.mean(axes), network.getParam("1_mean"));
      assertClose(first.var(false, axes), variance(network, "1"));
      INDArray second = network.feedForwardToLayer(2, features, false).get(3);
      assertClose(second.mean(0), network.getParam("3_mean"));
      assertClose(second.var(false, 0), variance(network, "3"));
    }
  }

  private static void assertClose(INDArray expected, INDArray actual) {
    float[] wanted = expected.dup('c').data().asFloat();
    float[] found = actual.dup('c').data().asFloat();
    float largest = Math.max(1, expected.amaxNumber().floatValue());
    assertArrayEquals(wanted, found, TOLERANCE * largest);
  }

  @Test
  void aComputationGraphGetsTheSameStatistics() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW, true);
    ComputationGraph graph = network.toComputationGraph();
    INDArray features = features(CNN2DFormat.NCHW);

    BatchNormStatistics.reestimate(network, batches(features));
    BatchNormStatistics.reestimate(graph, batches(features));

    assertArrayEquals(network.params().data().asFloat(), graph.params().data().asFloat());
  }

  @Test
  void nothingElseChanges() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW, true);
    MultiLayerNetwork before = network.clone();

    BatchNormStatistics.reestimate(network, batches(features(CNN2DFormat.NCHW)));

    for (String name : network.paramTable().keySet()) {
      boolean statistic = name.endsWith("mean") || name.endsWith("log10stdev");
      assertEquals(!statistic, before.getParam(name).equals(network.getParam(name)), name);
    }
  }

  @Test
  void aConstantChannelGetsAFiniteLogarithm() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW, true);
    network.getParam("0_W").assign(0);

    BatchNormStatistics.reestimate(network, batches(features(CNN2DFormat.NCHW)));

    assertTrue(Double.isFinite(network.params().sumNumber().doubleValue()));
    INDArray output = network.output(features(CNN2DFormat.NCHW));
    assertTrue(Double.isFinite(output.sumNumber().doubleValue()));
  }

  @Test
  void emptyDataIsAnError() {
    MultiLayerNetwork network = network(CNN2DFormat.NCHW, true);
    INDArray before = network.params().dup();

    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                BatchNormStatistics.reestimate(
                    network, new ListDataSetIterator<>(List.<DataSet>of(), 1)));

    assertTrue(thrown.getMessage().startsWith("the data is empty"), thrown.getMessage());
    assertEquals(before, network.params());
  }

  @Test
  void anUninitializedNetworkIsAnError() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(network(CNN2DFormat.NCHW, true).getLayerWiseConfigurations());

    assertThrows(IllegalArgumentException.class, () -> NetworkView.of(network));
  }
}
