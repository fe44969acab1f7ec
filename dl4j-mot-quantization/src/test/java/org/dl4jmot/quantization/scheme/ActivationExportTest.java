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
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.core.export.OpRow;
import org.dl4jmot.core.verify.Requirement;
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

/**
 * Every activation function in an integer file: the interpreter's bytes are LiteRT's (the export's
 * own gate), and the signal is far above the noise.
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

  private static ExportReport export(IActivation function) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .weightInit(WeightInit.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).name("conv").nOut(8).activation(function).build())
                .layer(new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build())
                .setInputType(IMAGES)
                .build());
    network.init();
    Nd4j.getRandom().setSeed(11);
    INDArray images = Nd4j.randn(24, 3, 8, 8);
    return EdgeExporter.of(network, IMAGES)
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

  static Stream<IActivation> functionsWithoutAnIntegerForm() {
    return Stream.of(
        new ActivationSoftSign(),
        new ActivationRationalTanh(),
        new ActivationThresholdedReLU(),
        new ActivationReLU(null, 0.5, 0.1));
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
