package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A recurrent network that has learned something keeps it in every form of the file. */
class RecurrentAccuracyTest {
  private static final int ROWS = 28;
  private static final int IMAGES = 1000;
  private static final InputType INPUT = InputType.recurrent(ROWS, ROWS, RNNFormat.NWC);

  @Test
  void imagesReadRowByRowKeepTheirClasses() {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    FashionMnist data = FashionMnist.subset();
    MultiLayerNetwork network = trained(data.train().first(4000));
    ImageSet test = data.test().first(IMAGES);
    INDArray sequences = sequences(test.all(ImageLayout.NHWC).getFeatures());
    int[] expected = network.output(sequences).argMax(1).toIntVector();
    double accuracy = accuracy(expected, test);
    assertTrue(accuracy > 0.7, "learned too little to compare: " + accuracy);

    List<INDArray> calibration =
        List.of(sequences(data.train().first(200).all(ImageLayout.NHWC).getFeatures()));
    EdgeExporter exporter = EdgeExporter.of(network, INPUT).verifyOn(sequences);
    assertKeeps(exporter.export(), sequences, expected, test, 0.999);
    assertKeeps(exporter.quantize(Float16.standard()).export(), sequences, expected, test, 0.995);
    assertKeeps(
        exporter.quantize(DynamicRange.standard()).export(), sequences, expected, test, 0.98);
    assertKeeps(
        exporter.quantize(FullInteger.calibratedBy(calibration)).export(),
        sequences,
        expected,
        test,
        0.97);
  }

  private static void assertKeeps(
      EdgeFile file, INDArray sequences, int[] expected, ImageSet test, double agreement) {
    int[] actual = classes(file, sequences);
    int agreed = 0;
    for (int i = 0; i < IMAGES; i++) {
      agreed += actual[i] == expected[i] ? 1 : 0;
    }
    String form = agreed + " of " + IMAGES + " agree\n" + file.graph();
    assertTrue(agreed >= agreement * IMAGES, form);
    assertEquals(accuracy(expected, test), accuracy(actual, test), 0.01, form);
  }

  private static int[] classes(EdgeFile file, INDArray sequences) {
    int[] classes = new int[IMAGES];
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.builtIn())) {
      for (int i = 0; i < IMAGES; i++) {
        model.setInput(model.inputs().get(0), sequences.slice(i).dup('c').data().asFloat());
        model.invoke();
        float[] answer = model.readFloats(model.outputs().get(0));
        for (int c = 1; c < answer.length; c++) {
          classes[i] = answer[c] > answer[classes[i]] ? c : classes[i];
        }
      }
    }
    return classes;
  }

  private static MultiLayerNetwork trained(ImageSet images) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(5e-3))
                .list()
                .layer(
                    new LastTimeStep(
                        new LSTM.Builder()
                            .nOut(48)
                            .activation(Activation.TANH)
                            .dataFormat(RNNFormat.NWC)
                            .build()))
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(FashionMnist.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(INPUT)
                .build());
    network.init();
    List<DataSet> batches = new ArrayList<>();
    DataSetIterator iterator = images.shuffled(ImageLayout.NHWC, 50, 1);
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      batches.add(new DataSet(sequences(batch.getFeatures()), batch.getLabels()));
    }
    for (int epoch = 0; epoch < 3; epoch++) {
      batches.forEach(network::fit);
    }
    return network;
  }

  /** An image's rows as steps: [images, 28 steps, 28 values]. */
  private static INDArray sequences(INDArray images) {
    return images.reshape('c', images.size(0), ROWS, ROWS);
  }

  private static double accuracy(int[] classes, ImageSet test) {
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += classes[i] == test.label(i) ? 1 : 0;
    }
    return right / (double) classes.length;
  }
}
