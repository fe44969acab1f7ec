package org.dl4jmot.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.pruning.KernelKind;
import org.dl4jmot.pruning.KernelSparsity;
import org.dl4jmot.pruning.Pruning;
import org.dl4jmot.pruning.PruningListener;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What pruning makes zero stays zero through quantization-aware training and into the files. */
class PrunedToTheFileTest {
  private static final double SPARSITY = 0.75;
  private static final List<String> PRUNED = List.of("conv", "dense");

  private static ImageSet images;
  private static MultiLayerNetwork pruned;

  @BeforeAll
  static void prune() {
    images = FashionMnist.subset().train().first(512);
    pruned = network();
    pruned.getParam("1_gamma").putScalar(0, -0.5);
    pruned.setListeners(PruningListener.builder().sparsity(SPARSITY).build());
    pruned.fit(data(), 2);
    pruned.setListeners();
  }

  private static DataSetIterator data() {
    return images.shuffled(ImageLayout.NCHW, 64, 3);
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(2e-3))
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).name("conv").nOut(8).build())
                .layer(new BatchNormalization.Builder().name("bn").build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new SubsamplingLayer.Builder().kernelSize(4, 4).stride(4, 4).build())
                .layer(
                    new DenseLayer.Builder()
                        .name("dense")
                        .nOut(32)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("out")
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1, CNN2DFormat.NCHW))
                .build());
    network.init();
    return network;
  }

  @Test
  void theFloatFileHasExactlyTheZerosOfTheMasks() {
    EdgeFile file = EdgeExporter.of(pruned).export();

    for (KernelSparsity kernel : Pruning.report(pruned).kernels()) {
      if (kernel.kind() == KernelKind.KERNEL) {
        assertEquals(kernel.masked(), zeros(weights(file, kernel.layer())), kernel.layer());
      }
    }
  }

  /** Zeros are plain ones: folding a negative batch norm factor must not leave negative zeros. */
  @Test
  void theFloatFileHasNoNegativeZeros() {
    EdgeFile file = EdgeExporter.of(pruned).export();

    for (String layer : PRUNED) {
      for (float weight : weights(file, layer).toFloats()) {
        assertTrue(Float.floatToRawIntBits(weight) != Integer.MIN_VALUE, layer);
      }
    }
  }

  @Test
  void theQuantizedFileKeepsEveryZero() {
    EdgeFile file = EdgeExporter.of(pruned).export();
    EdgeFile quantized =
        EdgeExporter.of(pruned).quantize(FullInteger.calibratedBy(data())).export();

    PRUNED.forEach(layer -> assertZerosKept(file, quantized, layer));
  }

  @Test
  void quantizationAwareTrainingKeepsEveryZeroThroughToTheFile() {
    MultiLayerNetwork aware = QuantizationAware.network(pruned);

    aware.fit(data(), 2);

    assertEquals(Pruning.report(pruned), Pruning.report(aware));
    EdgeFile file = EdgeExporter.of(pruned).export();
    EdgeFile quantized = EdgeExporter.of(aware).quantize(FullInteger.fromTrainedRanges()).export();
    PRUNED.forEach(layer -> assertZerosKept(file, quantized, layer));
  }

  @Test
  void aQuantizationAwareGraphIsPrunedExactly() {
    ComputationGraph aware = QuantizationAware.network(network().toComputationGraph());
    aware.setListeners(PruningListener.builder().sparsity(SPARSITY).build());

    aware.fit(data(), 2);

    for (KernelSparsity kernel : Pruning.report(aware).kernels()) {
      long expected =
          kernel.kind() == KernelKind.KERNEL ? Math.round(SPARSITY * kernel.weights()) : 0;
      assertEquals(expected, kernel.zeros(), kernel::toString);
    }
  }

  /** Wherever the float file has a zero, the integer file has one. */
  private static void assertZerosKept(EdgeFile file, EdgeFile quantized, String layer) {
    float[] weights = weights(file, layer).toFloats();
    Tensor integer = weightTensor(quantized, layer);
    assertEquals(DataType.INT8, integer.type());
    byte[] bytes = integer.data().orElseThrow().toBytes();
    int zeros = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) {
        assertEquals(0, bytes[i], layer + ", weight " + i);
        zeros++;
      }
    }
    assertEquals(Math.round(SPARSITY * weights.length), zeros, layer);
  }

  private static long zeros(ConstantData data) {
    long zeros = 0;
    for (float weight : data.toFloats()) {
      if (weight == 0) {
        zeros++;
      }
    }
    return zeros;
  }

  private static ConstantData weights(EdgeFile file, String layer) {
    return weightTensor(file, layer).data().orElseThrow();
  }

  private static Tensor weightTensor(EdgeFile file, String layer) {
    return file.graph().tensors().stream()
        .filter(
            tensor ->
                tensor.origin().filter(new Origin(layer, Origin.Role.WEIGHT)::equals).isPresent())
        .filter(tensor -> tensor.data().isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no weights of " + layer));
  }
}
