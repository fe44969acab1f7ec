package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class QuantizationAwareNetworkTest {
  private final DataSet data = Networks.images(48, 1);

  private MultiLayerNetwork trained() {
    MultiLayerNetwork network = Networks.lenet();
    for (int step = 0; step < 20; step++) {
      network.fit(data);
    }
    return network;
  }

  private MultiLayerNetwork trainedAware() {
    MultiLayerNetwork aware = QuantizationAware.network(trained());
    for (int step = 0; step < 10; step++) {
      aware.fit(data);
    }
    return aware;
  }

  private static Map<Role, TrainedQuantization> trained(MultiLayerNetwork network, String layer) {
    return network.getLayer(layer) instanceof TrainedQuantizationSource source
        ? source.trainedQuantization()
        : new EnumMap<>(Role.class);
  }

  @Test
  void keepsLayersNamesAndWeightsAndLeavesTheOriginalAlone() {
    MultiLayerNetwork plain = trained();
    INDArray before = plain.params().dup();
    MultiLayerNetwork aware = QuantizationAware.network(plain);
    aware.fit(data);

    assertEquals(plain.getLayerNames(), aware.getLayerNames());
    assertEquals(before, plain.params());
    assertEquals(
        org.deeplearning4j.nn.layers.convolution.ConvolutionLayer.class,
        plain.getLayer(0).getClass());
    assertTrue(aware.getLayer(0).conf().getLayer() instanceof ConvolutionLayer);
  }

  @Test
  void answersLikeThePlainNetworkBeforeTheFirstStep() {
    MultiLayerNetwork plain = trained();
    assertEquals(
        plain.output(data.getFeatures()),
        QuantizationAware.network(plain).output(data.getFeatures()));
  }

  @Test
  void quantizesAfterTheRectifierNotBetweenConvolutionAndBatchNorm() {
    MultiLayerNetwork aware = trainedAware();
    TrainedWeights perChannel = new TrainedWeights(8, Granularity.PER_CHANNEL);
    TrainedWeights perTensor = new TrainedWeights(8, Granularity.PER_TENSOR);

    assertEquals(Map.of(), trained(aware, "bn"));
    assertEquals(perChannel, trained(aware, "conv").get(Role.WEIGHT));
    assertEquals(List.of(Role.INPUT, Role.WEIGHT), roles(aware, "conv"));
    assertEquals(List.of(Role.OUTPUT), roles(aware, "relu"));
    assertEquals(List.of(Role.OUTPUT, Role.WEIGHT), roles(aware, "dense"));
    assertEquals(perTensor, trained(aware, "dense").get(Role.WEIGHT));
    assertEquals(List.of(Role.PRE_ACTIVATION, Role.WEIGHT), roles(aware, "out"));
    assertFalse(aware.getLayer("pool") instanceof TrainedQuantizationSource);
  }

  private static List<Role> roles(MultiLayerNetwork network, String layer) {
    return List.copyOf(trained(network, layer).keySet());
  }

  @Test
  void roundsWhatTheRectifierAnswersToTwoHundredFiftySixValues() {
    MultiLayerNetwork aware = trainedAware();
    TrainedRange range = (TrainedRange) trained(aware, "relu").get(Role.OUTPUT);
    INDArray activations =
        aware.feedForward(data.getFeatures(), false).get(1 + indexOf(aware, "relu"));
    float scale = range.max() / 255;

    assertEquals(0, range.min());
    for (double value : activations.dup('c').data().asDouble()) {
      double steps = value / scale;
      assertEquals(Math.rint(steps), steps, 1e-3);
      assertTrue(steps > -1e-3 && steps < 255 + 1e-3, () -> "beyond the grid: " + steps);
    }
  }

  private static int indexOf(MultiLayerNetwork network, String name) {
    return network.getLayerNames().indexOf(name);
  }

  @Test
  void learnsOnlyInTraining() {
    MultiLayerNetwork aware = trainedAware();
    INDArray before = aware.params().dup();
    aware.output(data.getFeatures().mul(100));
    aware.score(new DataSet(data.getFeatures().mul(100), data.getLabels()));
    assertEquals(before, aware.params());
  }

  @Test
  void savedAndRestoredAnswersTheSameBitsAndTrainsOnAlike() throws IOException {
    MultiLayerNetwork aware = trainedAware();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(aware, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(file.toByteArray()), true);

    assertEquals(aware.output(data.getFeatures()), restored.output(data.getFeatures()));
    assertEquals(trained(aware, "relu"), trained(restored, "relu"));
    // dropout draws differently; what it does not touch must go on the same way
    restored.fit(data);
    aware.fit(data);
    assertEquals(trained(aware, "relu"), trained(restored, "relu"));
  }

  @Test
  void cloneAnswersTheSameBitsAndIsIndependent() {
    MultiLayerNetwork aware = trainedAware();
    MultiLayerNetwork clone = aware.clone();
    INDArray answer = aware.output(data.getFeatures()).dup();
    assertEquals(answer, clone.output(data.getFeatures()));
    clone.fit(data);
    assertEquals(answer, aware.output(data.getFeatures()));
  }

  @Test
  void stripGivesThePlainNetworkWithTheTrainedWeights() {
    MultiLayerNetwork aware = trainedAware();
    MultiLayerNetwork plain = QuantizationAware.strip(aware);
    for (Layer layer : plain.getLayers()) {
      assertFalse(layer instanceof TrainedQuantizationSource);
    }
    assertEquals(aware.getLayer("conv").getParam("W"), plain.getLayer("conv").getParam("W"));
    assertEquals(
        Networks.lenet().getLayerWiseConfigurations().getConf(0).getLayer(),
        plain.getLayerWiseConfigurations().getConf(0).getLayer());
  }
}
