package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.verify.Requirement;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.quantization.calibrate.CalibrationException;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.VGG16ImagePreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Files that take the pixels of images, whatever their networks were trained on. */
class RawInputTest {
  private static final int IMAGES = 1000;
  private static final int SIDE = ImageSet.SIDE;
  private static final QuantizationParameters BYTES = QuantizationParameters.perTensor(1, 0);
  private static FashionMnist data;
  private static ImageSet test;
  private static INDArray calibration;
  private static INDArray pixels;

  @BeforeAll
  static void read() {
    data = FashionMnist.subset();
    test = data.test().first(IMAGES);
    pixels = raw(test.all(ImageLayout.NCHW).getFeatures());
    calibration = raw(data.train().first(300).all(ImageLayout.NCHW).getFeatures());
  }

  private static INDArray raw(INDArray images) {
    return Nd4j.math().round(images.mul(255));
  }

  private static INDArray normalized(DataNormalization normalization, INDArray raw) {
    INDArray copy = raw.dup('c');
    normalization.transform(copy);
    return copy;
  }

  private static MultiLayerNetwork trained(DataNormalization normalization) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(3e-3))
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .stride(2, 2)
                        .nOut(8)
                        .dataFormat(CNN2DFormat.NCHW)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(FashionMnist.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 1, CNN2DFormat.NCHW))
                .build());
    network.init();
    fit(network, normalization, 3000);
    return network;
  }

  private static void fit(MultiLayerNetwork network, DataNormalization normalization, int images) {
    DataSetIterator iterator = data.train().first(images).shuffled(ImageLayout.NCHW, 50, 1);
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      INDArray features = normalized(normalization, raw(batch.getFeatures()));
      network.fit(new DataSet(features, batch.getLabels()));
    }
  }

  private static int[] classes(INDArray answers) {
    return answers.argMax(1).toIntVector();
  }

  /** What LiteRT answers to bytes that are the images' pixels. */
  private static int[] classesOfBytes(EdgeFile file) {
    int[] classes = new int[IMAGES];
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.builtIn())) {
      LiteRtTensor input = model.inputs().get(0);
      for (int i = 0; i < IMAGES; i++) {
        model.setInput(input, bytes(test.image(i)));
        model.invoke();
        classes[i] = largest(model.readFloats(model.outputs().get(0)));
      }
    }
    return classes;
  }

  private static int[] classesOfFloats(EdgeFile file, INDArray images) {
    int[] classes = new int[IMAGES];
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.builtIn())) {
      for (int i = 0; i < IMAGES; i++) {
        model.setInput(model.inputs().get(0), images.slice(i).dup('c').data().asFloat());
        model.invoke();
        classes[i] = largest(model.readFloats(model.outputs().get(0)));
      }
    }
    return classes;
  }

  private static byte[] bytes(float[] image) {
    byte[] bytes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      bytes[i] = (byte) Math.round(image[i] * 255);
    }
    return bytes;
  }

  private static int largest(float[] answer) {
    int largest = 0;
    for (int c = 1; c < answer.length; c++) {
      largest = answer[c] > answer[largest] ? c : largest;
    }
    return largest;
  }

  private static int agreed(int[] expected, int[] actual) {
    int agreed = 0;
    for (int i = 0; i < IMAGES; i++) {
      agreed += expected[i] == actual[i] ? 1 : 0;
    }
    return agreed;
  }

  private static double accuracy(int[] classes) {
    int right = 0;
    for (int i = 0; i < IMAGES; i++) {
      right += classes[i] == test.label(i) ? 1 : 0;
    }
    return right / (double) IMAGES;
  }

  private static Set<String> operations(EdgeFile file) {
    return file.graph().nodes().stream().map(node -> node.op().type()).collect(Collectors.toSet());
  }

  /** As good as the file of the same network that takes normalized floats; its bytes are pixels. */
  private static EdgeFile assertKeeps(DataNormalization normalization, int agreement) {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    MultiLayerNetwork network = trained(normalization);
    INDArray features = normalized(normalization, pixels);
    int[] expected = classes(network.output(features));
    assertTrue(accuracy(expected) > 0.7, "learned too little: " + accuracy(expected));

    FullInteger integers =
        FullInteger.calibratedBy(List.of(normalized(normalization, calibration)));
    EdgeExporter exporter = EdgeExporter.of(network);
    int[] before = classesOfFloats(exporter.quantize(integers).export(), features);
    EdgeExporter raw = exporter.normalizedBy(normalization);
    EdgeFile floats = raw.export();
    assertTrue(agreed(expected, classesOfFloats(floats, pixels)) >= 0.999 * IMAGES);
    EdgeFile file = raw.quantize(integers.withInputs(Border.UINT8)).export();
    assertEquals(DataType.UINT8, file.graph().inputTensors().get(0).type());
    assertEquals(BYTES, file.graph().inputTensors().get(0).requireQuantization());
    int[] actual = classesOfBytes(file);
    assertTrue(agreed(before, actual) >= agreement, agreed(before, actual) + " agree");
    assertTrue(agreed(expected, actual) >= 0.98 * IMAGES, agreed(expected, actual) + " agree");
    assertEquals(accuracy(before), accuracy(actual), 0.005);
    return file;
  }

  @Test
  void bytesInPlaceOfValuesFromZeroToOneChangeNothing() {
    // Same scale in other units: the integers are the same but for the rounding of scaled weights.
    EdgeFile file = assertKeeps(new ImagePreProcessingScaler(0, 1), 998);
    assertEquals(
        Set.of("QUANTIZE", "CONV_2D", "RESHAPE", "FULLY_CONNECTED", "SOFTMAX", "DEQUANTIZE"),
        operations(file));
  }

  @Test
  void bytesInPlaceOfValuesAroundZeroAreFramedWithTheMiddleGray() {
    EdgeFile file = assertKeeps(new ImagePreProcessingScaler(-1, 1), 985);
    assertTrue(operations(file).contains("PADV2"), operations(file).toString());
    assertTrue(!operations(file).contains("ADD") && !operations(file).contains("MUL"));
  }

  @Test
  void valuesOfAnySizeAreNormalizedBeforeTheyAreQuantized() {
    NormalizerStandardize normalization = new NormalizerStandardize();
    INDArray rows = calibration.reshape('c', calibration.size(0), SIDE * SIDE);
    normalization.fit(new DataSet(rows, Nd4j.zeros(rows.size(0), 1)));
    INDArray features = normalized(normalization, rows);
    EdgeFile file =
        EdgeExporter.of(dense())
            .quantize(FullInteger.calibratedBy(List.of(features)))
            .normalizedBy(normalization)
            .require(Requirement.outputSqnr(20))
            .export();
    List<String> operations = file.graph().nodes().stream().map(node -> node.op().type()).toList();
    assertEquals(List.of("MUL", "ADD", "QUANTIZE"), operations.subList(0, 3));
  }

  @Test
  void standardizedValuesOfOneRangeFold() {
    NormalizerStandardize normalization = new NormalizerStandardize();
    INDArray values = Nd4j.rand(200, 12).mul(255);
    normalization.fit(new DataSet(values, Nd4j.zeros(200, 1)));
    INDArray features = normalized(normalization, values);
    EdgeExporter exporter =
        EdgeExporter.of(dense(12)).quantize(FullInteger.calibratedBy(List.of(features)));
    EdgeFile file =
        exporter.normalizedBy(normalization, 0, 255).require(Requirement.outputSqnr(20)).export();
    assertEquals(Set.of("QUANTIZE", "FULLY_CONNECTED", "SOFTMAX", "DEQUANTIZE"), operations(file));
  }

  private static MultiLayerNetwork dense() {
    return dense(SIDE * SIDE);
  }

  private static MultiLayerNetwork dense(int features) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(features)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(FashionMnist.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  @Test
  void meansOfColoursAreSubtractedFromPixels() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
    network.init();
    INDArray images = Nd4j.math().round(Nd4j.rand(12, 3, 8, 8).mul(255));
    VGG16ImagePreProcessor normalization = new VGG16ImagePreProcessor();
    EdgeFile file =
        EdgeExporter.of(network)
            .normalizedBy(normalization)
            .quantize(FullInteger.calibratedBy(List.of(normalized(normalization, images))))
            .export();
    assertTrue(operations(file).contains("ADD"), operations(file).toString());
    assertTrue(file.report().layers().containsKey("input/normalization"));
    assertEquals(
        1,
        file.graph().nodes().stream()
            .filter(node -> node.layers().contains("input/normalization"))
            .filter(node -> node.op().type().equals("ADD"))
            .count());
  }

  @Test
  void aNetworkTrainedWithQuantizationTakesBytesToo() {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(0, 1);
    MultiLayerNetwork aware = QuantizationAware.network(trained(scaler));
    fit(aware, scaler, 1000);
    QuantizationAware.align(aware);
    int[] expected = classes(aware.output(normalized(scaler, pixels)));
    EdgeFile file =
        EdgeExporter.of(aware)
            .normalizedBy(scaler)
            .quantize(FullInteger.fromTrainedRanges().withInputs(Border.UINT8))
            .export();
    assertEquals(BYTES, file.graph().inputTensors().get(0).requireQuantization());
    int[] actual = classesOfBytes(file);
    // The bytes are exact, where training rounded to the range of the pixels it saw.
    assertTrue(agreed(expected, actual) >= 0.99 * IMAGES, agreed(expected, actual) + " agree");
  }

  @Test
  void eachOfSeveralInputsHasItsOwn() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("a", new DenseLayer.Builder().nIn(4).nOut(3).build(), "left")
                .addLayer("b", new DenseLayer.Builder().nIn(4).nOut(3).build(), "right")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(6)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "a",
                    "b")
                .setOutputs("out")
                .build());
    network.init();
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    INDArray left = Nd4j.rand(20, 4);
    INDArray right = Nd4j.rand(20, 4).mul(2).sub(1);
    EdgeFile file =
        EdgeExporter.of(network).normalizedBy("right", scaler).verifyOn(left, right).export();
    assertEquals(
        Optional.empty(), file.graph().inputTensors().get(0).trained(), "left is as it was");
    assertTrue(!operations(file).contains("MUL"), operations(file).toString());
    Interpreter interpreter = new Interpreter(file.graph());
    INDArray expected = network.outputSingle(left, right);
    INDArray raw = right.add(1).mul(127.5);
    for (int i = 0; i < 20; i++) {
      interpreter.input(0).set(left.slice(i).dup('c').data().asFloat());
      interpreter.input(1).set(raw.slice(i).dup('c').data().asFloat());
      interpreter.run();
      float[] answer = interpreter.output(0).toFloats();
      // Two layers of 4 and 6 summands near 1, in 24 bits.
      assertEquals(expected.getFloat(i, 0), answer[0], 1e-5f);
    }
  }

  @Test
  void pixelsGivenInPlaceOfNormalizedValuesAreFound() {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(0, 1);
    EdgeExporter exporter =
        EdgeExporter.of(dense())
            .normalizedBy(scaler)
            .quantize(
                FullInteger.calibratedBy(
                    List.of(calibration.reshape('c', calibration.size(0), SIDE * SIDE))));
    String message = assertThrows(CalibrationException.class, exporter::export).getMessage();
    assertTrue(message.contains("ImagePreProcessingScaler"), message);
    assertTrue(message.contains("[0.0, 255.0]"), message);
    assertTrue(message.contains("is the preprocessor missing"), message);
  }

  @Test
  void aNormalizationThatWasNotFittedIsNamed() {
    EdgeExporter exporter = EdgeExporter.of(dense()).normalizedBy(new NormalizerStandardize());
    String message = assertThrows(IllegalArgumentException.class, exporter::export).getMessage();
    assertTrue(message.contains("NormalizerStandardize"), message);
    assertTrue(message.contains("Fit it"), message);
  }

  @Test
  void inputsAreNamedWhereThereIsADoubt() {
    EdgeExporter exporter =
        EdgeExporter.of(dense()).normalizedBy("picture", new ImagePreProcessingScaler(0, 1));
    String message = assertThrows(IllegalArgumentException.class, exporter::export).getMessage();
    assertTrue(message.contains("[input]") && message.contains("'picture'"), message);
  }
}
