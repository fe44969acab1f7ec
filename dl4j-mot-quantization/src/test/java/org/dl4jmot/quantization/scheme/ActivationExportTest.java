package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.export.OpRow;
import org.dl4jmot.core.verify.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Every activation function, and the layers that are functions, in an integer file: the
 * interpreter's bytes are LiteRT's (the export's own gate), and the signal is far above the noise.
 */
class ActivationExportTest {
  private static final InputType IMAGES = InputType.convolutional(8, 8, 3, CNN2DFormat.NCHW);

  /** What the issue demands of any network's output. */
  private static final double DECIBELS = 20;

  private static final Set<String> CONVERSIONS = Set.of("QUANTIZE", "DEQUANTIZE");

  static Stream<IActivation> functions() {
    List<IActivation> functions =
        new ArrayList<>(
            Arrays.stream(Activation.values()).map(Activation::getActivationFunction).toList());
    functions.add(new ActivationELU(0.5));
    functions.add(new ActivationGELU(true));
    functions.add(new ActivationLReLU(0.3));
    functions.add(new ActivationReLU(1.5, null, null));
    functions.add(new ActivationReLU(1.5, null, 0.1));
    functions.add(new ActivationReLU(1.5, 0.5, 0.1));
    return functions.stream();
  }

  private static MultiLayerNetwork network(IActivation function, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(7).weightInit(WeightInit.RELU).list();
    list.layer(
        new ConvolutionLayer.Builder(3, 3).name("conv").nOut(8).activation(function).build());
    Stream.of(layers).forEach(list::layer);
    list.layer(new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(IMAGES).build());
    network.init();
    return network;
  }

  private static INDArray images() {
    Nd4j.getRandom().setSeed(11);
    return Nd4j.randn(100, 3, 8, 8);
  }

  private static ExportReport export(IActivation function, Layer... layers) {
    INDArray images = images();
    return EdgeExporter.of(network(function, layers), IMAGES)
        .quantize(FullInteger.calibratedBy(List.of(images)))
        .verifyOn(images)
        .require(Requirement.outputSqnr(DECIBELS))
        .export()
        .report();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isTheSameInLiteRtAndNearTheFloatNetwork(IActivation function) {
    assertTrue(export(function).verification().passed(), function::toString);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theOtherFormsAreTheSameInLiteRtToo(IActivation function) {
    INDArray few = images().get(NDArrayIndex.interval(0, 8), NDArrayIndex.all());
    EdgeExporter exporter = EdgeExporter.of(network(function), IMAGES).verifyOn(few);
    assertTrue(exporter.export().report().verification().passed(), "float32");
    for (ExportStage stage : List.of(Float16.standard(), DynamicRange.standard())) {
      ExportReport report = exporter.quantize(stage).export().report();
      assertTrue(report.verification().passed(), report::toText);
    }
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new PReLULayer.Builder()
            .inputShape(8, 6, 6)
            .sharedAxes(2, 3)
            .weightInit(new UniformDistribution(-0.2, 0.5))
            .build(),
        new LocalResponseNormalization.Builder().alpha(0.1).build(),
        new GlobalPoolingLayer(PoolingType.MAX),
        new GlobalPoolingLayer(PoolingType.AVG),
        new GlobalPoolingLayer(PoolingType.SUM),
        new GlobalPoolingLayer(PoolingType.PNORM),
        new GlobalPoolingLayer.Builder(PoolingType.PNORM).pnorm(3).build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerIsTheSameInLiteRtAndNearTheFloatNetwork(Layer layer) {
    ExportReport report = export(Activation.IDENTITY.getActivationFunction(), layer);
    assertTrue(report.verification().passed(), report.toText());
  }

  @Test
  void factorsPerFeatureAreTheSameInLiteRt() {
    Layer dense = new DenseLayer.Builder().nOut(8).activation(Activation.RELU).build();
    Layer factors =
        new ElementWiseMultiplicationLayer.Builder()
            .nIn(8)
            .nOut(8)
            .activation(Activation.ELU)
            .build();
    ExportReport report = export(Activation.RELU.getActivationFunction(), dense, factors);
    assertTrue(report.verification().passed(), report.toText());
  }

  static Stream<IActivation> functionsWithoutAnIntegerForm() {
    return Stream.of(
        new ActivationSoftSign(),
        new ActivationRationalTanh(),
        new ActivationThresholdedReLU(),
        new ActivationReLU(null, 0.5, 0.1));
  }

  @Test
  void oneWarningTellsOfAllStepsOfALayerThatStayFloat() {
    List<String> warnings = export(new ActivationRationalTanh()).warnings();
    List<String> floats = warnings.stream().filter(line -> line.contains("stays float")).toList();
    assertEquals(2, floats.size(), warnings::toString);
    assertTrue(floats.get(0).contains("ADD") && floats.get(0).contains("MUL"), warnings::toString);
    assertTrue(floats.get(1).startsWith("DIV"), warnings::toString);
  }

  @ParameterizedTest
  @MethodSource("functionsWithoutAnIntegerForm")
  void isFloatAsAWholeWhereAPartOfItMustBe(IActivation function) {
    List<String> ops = export(function).ops().stream().map(OpRow::op).toList();
    int from = ops.indexOf("DEQUANTIZE");
    int to = ops.lastIndexOf("QUANTIZE");
    assertEquals("CONV_2D", ops.get(from - 1), ops::toString);
    assertEquals("RESHAPE", ops.get(to + 1), ops::toString);
    assertEquals(0, ops.subList(from + 1, to).stream().filter(CONVERSIONS::contains).count());
  }
}
