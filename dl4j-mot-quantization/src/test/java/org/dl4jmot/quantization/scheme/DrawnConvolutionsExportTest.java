package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportReport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers with drawn windows pass LiteRT, in float and in int8. {@code -Ddl4jmot.export.cases=N}
 * draws N of each kind.
 */
class DrawnConvolutionsExportTest {
  private static final int CASES = Integer.getInteger("dl4jmot.export.cases", 3);

  private static final Map<String, Function<Drawn, Layer>> KINDS = kinds();

  /** What a seed draws. */
  private record Drawn(
      ConvolutionMode mode,
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation,
      Activation activation) {

    static Drawn of(Random random) {
      int[] kernel = pair(random, 1, 4);
      boolean same = random.nextBoolean();
      int[] padding = same ? new int[] {0, 0} : pair(random, 0, Math.min(kernel[0], kernel[1]) - 1);
      return new Drawn(
          same ? ConvolutionMode.Same : ConvolutionMode.Truncate,
          kernel,
          pair(random, 1, 3),
          padding,
          random.nextInt(3) == 0 ? pair(random, 1, 2) : new int[] {1, 1},
          random.nextBoolean() ? Activation.RELU : Activation.SIGMOID);
    }

    private static int[] pair(Random random, int from, int to) {
      return random.ints(2, from, to + 1).toArray();
    }

    <B extends ConvolutionLayer.BaseConvBuilder<B>> B configure(B builder) {
      builder.kernelSize(kernel);
      builder.stride(stride);
      builder.padding(padding);
      builder.dilation(dilation);
      builder.convolutionMode(mode);
      builder.activation(activation);
      return builder;
    }

    /** Deeplearning4j takes no unshared filter below its stride in mode Same. */
    int[] smallStride() {
      return new int[] {Math.min(stride[0], kernel[0]), Math.min(stride[1], kernel[1])};
    }

    @Override
    public String toString() {
      return mode + Arrays.deepToString(new int[][] {kernel, stride, padding, dilation});
    }
  }

  private static Map<String, Function<Drawn, Layer>> kinds() {
    Map<String, Function<Drawn, Layer>> kinds = new LinkedHashMap<>();
    kinds.put(
        "convolution", drawn -> drawn.configure(new ConvolutionLayer.Builder().nOut(4)).build());
    kinds.put(
        "depthwise convolution",
        drawn -> drawn.configure(new DepthwiseConvolution2D.Builder().depthMultiplier(2)).build());
    kinds.put(
        "deconvolution", drawn -> drawn.configure(new Deconvolution2D.Builder().nOut(4)).build());
    kinds.put("max pooling", drawn -> pooling(drawn, PoolingType.MAX));
    kinds.put("average pooling", drawn -> pooling(drawn, PoolingType.AVG));
    kinds.put(
        "unshared convolution",
        drawn ->
            new LocallyConnected2D.Builder()
                .nOut(4)
                .kernelSize(drawn.kernel())
                .stride(drawn.smallStride())
                .padding(drawn.padding())
                .convolutionMode(drawn.mode())
                .activation(drawn.activation())
                .build());
    kinds.put(
        "convolution of sequences",
        drawn ->
            new Convolution1DLayer.Builder()
                .nOut(4)
                .kernelSize(drawn.kernel()[0])
                .stride(drawn.stride()[0])
                .padding(drawn.padding()[0])
                .dilation(drawn.dilation()[0])
                .convolutionMode(drawn.mode())
                .activation(drawn.activation())
                .build());
    return kinds;
  }

  private static Layer pooling(Drawn drawn, PoolingType type) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(drawn.kernel())
        .stride(drawn.stride())
        .padding(drawn.padding())
        .dilation(drawn.dilation())
        .convolutionMode(drawn.mode())
        .build();
  }

  @TestFactory
  Stream<DynamicTest> drawnLayersPassInLiteRt() {
    return KINDS.keySet().stream()
        .flatMap(kind -> IntStream.rangeClosed(1, CASES).mapToObj(seed -> test(kind, seed)));
  }

  private static DynamicTest test(String kind, int seed) {
    Random random = new Random(31L * seed + kind.hashCode());
    Drawn drawn = Drawn.of(random);
    InputType type =
        kind.endsWith("sequences")
            ? InputType.recurrent(3, 9 + random.nextInt(4), RNNFormat.NCW)
            : InputType.convolutional(
                8 + random.nextInt(3), 8 + random.nextInt(3), 3, CNN2DFormat.NCHW);
    return DynamicTest.dynamicTest(
        kind + ", seed " + seed + ": " + drawn + " on " + type,
        () -> check(KINDS.get(kind).apply(drawn), type));
  }

  private static void check(Layer layer, InputType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(9)
                .list()
                .layer(layer)
                .setInputType(type)
                .build());
    network.init();
    long[] shape = type.getShape(true);
    shape[0] = 100;
    Nd4j.getRandom().setSeed(5);
    INDArray data = Nd4j.randn(shape);
    EdgeExporter exporter = EdgeExporter.of(network, type).verifyOn(data).verifySamples(20);
    ExportReport floats = exporter.export().report();
    assertTrue(floats.verification().passed(), floats::toText);
    ExportReport integers =
        exporter.quantize(FullInteger.calibratedBy(List.of(data))).export().report();
    assertTrue(integers.verification().passed(), integers::toText);
  }
}
