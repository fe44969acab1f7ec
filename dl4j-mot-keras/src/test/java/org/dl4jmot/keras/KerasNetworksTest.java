package org.dl4jmot.keras;

import static org.dl4jmot.keras.testing.KerasLayers.batchNormalization;
import static org.dl4jmot.keras.testing.KerasLayers.convolution;
import static org.dl4jmot.keras.testing.KerasLayers.dense;
import static org.dl4jmot.keras.testing.KerasLayers.depthwise;
import static org.dl4jmot.keras.testing.KerasLayers.functional;
import static org.dl4jmot.keras.testing.KerasLayers.input;
import static org.dl4jmot.keras.testing.KerasLayers.lstm;
import static org.dl4jmot.keras.testing.KerasLayers.plain;
import static org.dl4jmot.keras.testing.KerasLayers.sequential;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.verify.VerificationReport;
import org.dl4jmot.keras.testing.H5File;
import org.dl4jmot.keras.testing.H5Weight;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.testkit.GoldenFiles;
import org.dl4jmot.testkit.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KerasNetworksTest {
  /** What 32-bit sums of a few thousand products in another order differ by. */
  private static final float TOLERANCE = 1e-5f;

  @TempDir Path directory;
  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void computesWhatKerasComputes(String name) throws IOException {
    KerasNetwork loaded = KerasNetworks.load(GoldenFiles.path(name + ".h5"));

    INDArray images =
        Nd4j.createFromArray(NpyFile.floats(GoldenFiles.path("images.npy")))
            .reshape(200, 28, 28, 1);
    ComputationGraph graph = assertInstanceOf(ComputationGraph.class, loaded.model());
    assertEquals(
        List.of(InputType.convolutional(28, 28, 1, CNN2DFormat.NHWC)), loaded.inputTypes());
    assertArrayEquals(
        NpyFile.floats(GoldenFiles.path(name + "-keras.npy")),
        graph.outputSingle(images).ravel().toFloatVector(),
        TOLERANCE);
  }

  @Test
  void leavesTheFileAsItWas() throws IOException {
    Path file = Files.copy(GoldenFiles.path("B.h5"), directory.resolve("B.h5"));
    byte[] before = Files.readAllBytes(file);
    var modified = Files.getLastModifiedTime(file);

    KerasNetworks.load(file);

    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(modified, Files.getLastModifiedTime(file));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void depthwiseConvolutionAsFirstLayerOfAFunctionalModel() throws Exception {
    List<H5Weight> kernel = depthwiseWeights("dw", 2);
    Path file =
        save(
            functional(
                "in",
                "out",
                input("in", 6, 5, 2),
                depthwise("dw", 3, "in"),
                plain("Flatten", "flat", "dw"),
                dense("out", 4, "softmax", "flat")),
            Map.of("dw", kernel, "out", denseWeights("out", 60, 4)));
    assertThrows(
        RuntimeException.class,
        () -> KerasModelImport.importKerasModelAndWeights(file.toString()),
        "Deeplearning4j's import learned it: the detour can go");

    KerasNetwork loaded = KerasNetworks.load(file);

    INDArray x = Nd4j.rand(3, 6, 5, 2);
    INDArray convolved = ((ComputationGraph) loaded.model()).feedForward(x, false).get("dw");
    assertArrayEquals(reference(x, kernel), convolved.ravel().toFloatVector(), TOLERANCE);
    exportsAndAgrees(loaded, x);
  }

  @Test
  void depthwiseConvolutionAsFirstLayerOfASequentialModel() {
    List<H5Weight> kernel = depthwiseWeights("dw", 2);
    Path file =
        save(
            sequential(
                new int[] {6, 5, 2},
                depthwise("dw", 3),
                plain("Flatten", "flat"),
                dense("out", 4, "softmax")),
            Map.of("dw", kernel, "out", denseWeights("out", 60, 4)));

    KerasNetwork loaded = KerasNetworks.load(file);

    INDArray x = Nd4j.rand(3, 6, 5, 2);
    MultiLayerNetwork network = assertInstanceOf(MultiLayerNetwork.class, loaded.model());
    assertArrayEquals(
        reference(x, kernel), network.feedForward(x).get(1).ravel().toFloatVector(), TOLERANCE);
    exportsAndAgrees(loaded, x);
  }

  @Test
  void lstmWithTheOrthogonalInitializer() {
    JsonObject model = sequential(new int[] {7, 5}, lstm("lstm", 6), dense("out", 3, "softmax"));
    Path file =
        save(
            model,
            Map.of(
                "lstm",
                List.of(
                    H5Weight.random(random, "lstm/lstm_cell/kernel:0", 5, 24),
                    H5Weight.random(random, "lstm/lstm_cell/recurrent_kernel:0", 6, 24),
                    H5Weight.random(random, "lstm/lstm_cell/bias:0", 24)),
                "out",
                denseWeights("out", 6, 3)));

    KerasNetwork loaded = KerasNetworks.load(file);

    exportsAndAgrees(loaded, Nd4j.rand(4, 7, 5));
  }

  @Test
  void residualNetwork() {
    Path file =
        save(
            functional(
                "in",
                "out",
                input("in", 8, 8, 3),
                convolution("c1", 4, 3, "relu", "in"),
                convolution("c2", 4, 3, "linear", "c1"),
                batchNormalization("bn", "c2"),
                plain("Add", "sum", "bn", "c1"),
                plain("GlobalAveragePooling2D", "pool", "sum"),
                dense("out", 5, "softmax", "pool")),
            Map.of(
                "c1", convolutionWeights("c1", 3, 3, 4),
                "c2", convolutionWeights("c2", 3, 4, 4),
                "bn", batchNormalizationWeights("bn", 4),
                "out", denseWeights("out", 4, 5)));

    KerasNetwork loaded = KerasNetworks.load(file);

    assertInstanceOf(ComputationGraph.class, loaded.model());
    exportsAndAgrees(loaded, Nd4j.rand(4, 8, 8, 3));
  }

  /** Both forms pass the gate: LiteRT computes what the network does, and int8 byte for byte. */
  private static void exportsAndAgrees(KerasNetwork loaded, INDArray inputs) {
    EdgeExporter floating = loaded.exporter().verifyOn(inputs);
    EdgeExporter integer = floating.quantize(FullInteger.calibratedBy(List.of(inputs)));
    for (EdgeExporter exporter : List.of(floating, integer)) {
      VerificationReport verification = exporter.export().report().verification();
      assertTrue(verification.referencePresent());
      assertEquals(List.of(), verification.failures());
    }
  }

  private Path save(JsonObject model, Map<String, List<H5Weight>> weights) {
    Path file = directory.resolve("model.h5");
    H5File.write(file, model.toString(), weights);
    return file;
  }

  private List<H5Weight> depthwiseWeights(String name, int channels) {
    return List.of(
        H5Weight.random(random, name + "/depthwise_kernel:0", 3, 3, channels, 1),
        H5Weight.random(random, name + "/bias:0", channels));
  }

  private List<H5Weight> convolutionWeights(String name, int kernel, int in, int out) {
    return List.of(
        H5Weight.random(random, name + "/kernel:0", kernel, kernel, in, out),
        H5Weight.random(random, name + "/bias:0", out));
  }

  private List<H5Weight> denseWeights(String name, int in, int out) {
    return List.of(
        H5Weight.random(random, name + "/kernel:0", in, out),
        H5Weight.random(random, name + "/bias:0", out));
  }

  private static List<H5Weight> batchNormalizationWeights(String name, int channels) {
    return List.of(
        H5Weight.filled(1.5f, name + "/gamma:0", channels),
        H5Weight.filled(-0.25f, name + "/beta:0", channels),
        H5Weight.filled(0.1f, name + "/moving_mean:0", channels),
        H5Weight.filled(0.7f, name + "/moving_variance:0", channels));
  }

  /** A depthwise 3×3 convolution of NHWC images with padding {@code same}, by its definition. */
  private static float[] reference(INDArray x, List<H5Weight> weights) {
    long[] shape = x.shape();
    int channels = (int) shape[3];
    float[] kernel = weights.get(0).values();
    INDArray y = Nd4j.zeros(shape);
    for (long n = 0; n < shape[0]; n++) {
      for (long r = 0; r < shape[1]; r++) {
        for (long c = 0; c < shape[2]; c++) {
          for (int d = 0; d < channels; d++) {
            double sum = weights.get(1).values()[d];
            for (int i = 0; i < 9; i++) {
              long row = r + i / 3 - 1;
              long column = c + i % 3 - 1;
              if (row >= 0 && row < shape[1] && column >= 0 && column < shape[2]) {
                sum += kernel[i * channels + d] * x.getDouble(n, row, column, d);
              }
            }
            y.putScalar(new long[] {n, r, c, d}, sum);
          }
        }
      }
    }
    return y.ravel().toFloatVector();
  }
}
