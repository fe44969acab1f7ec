package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.export.OpRow;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Networks of convolutional layers pass LiteRT in every form; an int8 file computes in integers
 * throughout, but for what has no such kernel.
 */
class ConvolutionalExportTest {
  private static final int SAMPLES = 120;

  /** At 8 bits a network of a few layers keeps this, in dB. */
  private static final double LEAST_SIGNAL_TO_NOISE = 20;

  /** Operations with hybrid kernels. */
  private static final Set<String> WEIGHTED = Set.of("CONV_2D", "TRANSPOSE_CONV", "BATCH_MATMUL");

  /** A network and the operations it needs. */
  private record Case(InputType type, List<Layer> layers, Set<String> operations) {
    MultiLayerNetwork network() {
      NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(7).list();
      layers.forEach(layer -> list.layer(layer.clone()));
      MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
      network.init();
      return network;
    }

    INDArray data() {
      Nd4j.getRandom().setSeed(5);
      long[] shape = type.getShape(true);
      shape[0] = SAMPLES;
      return Nd4j.randn(shape);
    }
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put(
        "transposed convolutions",
        images(
            Set.of("TRANSPOSE_CONV", "SLICE"),
            deconvolution(4, 2, 1),
            new BatchNormalization(),
            deconvolution(5, 2, 1),
            loss()));
    cases.put(
        "unshared convolution",
        images(
            Set.of("STRIDED_SLICE", "CONCATENATION", "TRANSPOSE", "BATCH_MATMUL"),
            new LocallyConnected2D.Builder()
                .kernelSize(3, 2)
                .nOut(4)
                .activation(Activation.RELU)
                .build(),
            loss()));
    cases.put(
        "blocks",
        images(
            Set.of("SPACE_TO_DEPTH", "RESIZE_NEAREST_NEIGHBOR", "SLICE", "SPACE_TO_BATCH_ND"),
            convolution(),
            new SpaceToDepthLayer.Builder<>(2, CNN2DFormat.NCHW).build(),
            new Upsampling2D.Builder(2).build(),
            new Cropping2D.Builder(1, 1, 2, 0).build(),
            new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build(),
            convolution()));
    cases.put(
        "dilated pooling",
        images(
            Set.of("SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND", "MAX_POOL_2D", "AVERAGE_POOL_2D"),
            convolution(),
            pooling(PoolingType.MAX, 2),
            pooling(PoolingType.AVG, 2),
            convolution()));
    cases.put(
        "norm pooling",
        images(Set.of("SQRT"), convolution(), pooling(PoolingType.PNORM, 1), loss()));
    cases.put(
        "sequences",
        sequences(
            Set.of("CONV_2D", "MAX_POOL_2D", "RESIZE_NEAREST_NEIGHBOR", "PAD", "RESHAPE"),
            convolution1d(ConvolutionMode.Causal),
            new Subsampling1DLayer.Builder(2).stride(2).build(),
            new ZeroPadding1DLayer.Builder(2, 1).build(),
            new Upsampling1D.Builder(2).build(),
            convolution1d(ConvolutionMode.Same),
            new Cropping1D.Builder(1, 1).build(),
            convolution1d(ConvolutionMode.Truncate)));
    cases.put(
        "unshared convolution of sequences",
        sequences(
            Set.of("BATCH_MATMUL"),
            new LocallyConnected1D.Builder()
                .kernelSize(3)
                .nOut(4)
                .activation(Activation.TANH)
                .build(),
            convolution1d(ConvolutionMode.Same)));
    return cases;
  }

  private static Case images(Set<String> operations, Layer... layers) {
    return new Case(
        InputType.convolutional(8, 6, 3, CNN2DFormat.NCHW), List.of(layers), operations);
  }

  private static Case sequences(Set<String> operations, Layer... layers) {
    return new Case(InputType.recurrent(3, 12, RNNFormat.NCW), List.of(layers), operations);
  }

  private static Layer deconvolution(int kernel, int stride, int padding) {
    return new Deconvolution2D.Builder()
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(4)
        .activation(Activation.RELU)
        .build();
  }

  private static Layer convolution() {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(4)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.RELU)
        .build();
  }

  private static Layer convolution1d(ConvolutionMode mode) {
    return new Convolution1DLayer.Builder(3)
        .nOut(4)
        .convolutionMode(mode)
        .activation(Activation.RELU)
        .build();
  }

  private static Layer pooling(PoolingType type, int dilation) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(2, 2)
        .stride(1, 1)
        .dilation(dilation, dilation)
        .pnorm(2)
        .build();
  }

  private static Layer loss() {
    return new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.SIGMOID).build();
  }

  @TestFactory
  Stream<DynamicTest> everyFormPassesInLiteRt() {
    return cases().entrySet().stream()
        .flatMap(
            entry ->
                Stream.of("float", "float16", "dynamic", "int8")
                    .map(
                        form ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + ", " + form,
                                () -> check(entry.getValue(), form))));
  }

  private static void check(Case one, String form) {
    INDArray data = one.data();
    EdgeExporter exporter = EdgeExporter.of(one.network(), one.type()).verifyOn(data);
    Map<String, ExportStage> stages =
        Map.of(
            "float16", Float16.standard(),
            "dynamic", DynamicRange.standard().withMinElements(1),
            "int8", FullInteger.calibratedBy(List.of(data)));
    if (stages.containsKey(form)) {
      exporter = exporter.quantize(stages.get(form));
    }
    ExportReport report = exporter.verifySamples(SAMPLES).export().report();
    assertTrue(report.verification().passed(), report::toText);
    Set<String> operations = report.ops().stream().map(OpRow::op).collect(Collectors.toSet());
    assertTrue(operations.containsAll(one.operations()), () -> operations + " lack some");
    if (form.equals("dynamic")) {
      report.ops().stream()
          .filter(row -> WEIGHTED.contains(row.op()))
          .forEach(row -> assertTrue(row.fileBytes() < row.floatBytes() / 2, row::toString));
    }
    if (form.equals("int8")) {
      report.ops().stream()
          .filter(row -> row.sqnr().isPresent())
          .forEach(
              row ->
                  assertTrue(
                      row.sqnr().getAsDouble() >= LEAST_SIGNAL_TO_NOISE,
                      () -> row + "\n" + report.toText()));
      boolean norm = one.operations().contains("SQRT");
      assertEquals(norm, report.warnings().stream().anyMatch(w -> w.contains("stays float")));
    }
  }
}
