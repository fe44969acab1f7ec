package org.dl4jmot.core.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.core.verify.ReferenceModel;
import org.dl4jmot.core.verify.ReferenceRuntime;
import org.dl4jmot.core.verify.ReferenceRuntimes;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files whose batch dimension is open. */
class DynamicBatchTest {
  private static final InputType IMAGE = InputType.convolutional(8, 8, 1);

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(IMAGE)
                .build());
    network.init();
    return network;
  }

  @Test
  void oneFileServesOneImageAndFive() {
    MultiLayerNetwork network = network();
    EdgeFile file = EdgeExporter.of(network, IMAGE).dynamicBatch().export();
    assertEquals("dynamic", file.report().provenance().get("recipe.batch"));
    assertTrue(file.report().verification().samples().endsWith("also in batches of 5"));
    for (int size : new int[] {1, 5}) {
      // One channel: NCHW and NHWC are the same.
      INDArray images = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(7), size, 1, 8, 8);
      try (LiteRtModel model =
          LiteRtModel.open(file.bytes(), LiteRtOptions.builtIn().withBatch(size))) {
        assertEquals(List.of(size, 8, 8, 1), model.inputs().get(0).shape());
        model.setInput(model.inputs().get(0), images.dup().data().asFloat());
        model.invoke();
        float[] actual = new float[3 * size];
        model.read(model.outputs().get(0)).asFloatBuffer().get(actual);
        assertArrayEquals(network.output(images).ravel().toFloatVector(), actual, 1e-6f);
      }
    }
  }

  private static Stream<Layer> stateful() {
    return Stream.of(
        new LSTM.Builder().name("memory").nIn(3).nOut(4).activation(Activation.TANH).build(),
        new SimpleRnn.Builder().name("memory").nIn(3).nOut(4).activation(Activation.TANH).build());
  }

  @ParameterizedTest
  @MethodSource("stateful")
  void layerWithStateIsRefusedByName(Layer layer) {
    MultiLayerNetwork recurrent =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(
                    new RnnOutputLayer.Builder()
                        .name("out")
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(3, 6))
                .build());
    recurrent.init();
    EdgeExporter exporter = EdgeExporter.of(recurrent, InputType.recurrent(3, 6)).dynamicBatch();
    UnsupportedNetworkException error =
        assertThrows(UnsupportedNetworkException.class, exporter::export);
    assertEquals("memory", error.items().get(0).name());
    assertTrue(error.getMessage().contains("keeps the state of one sequence"), error.getMessage());
    assertTrue(error.getMessage().contains("without dynamicBatch()"), error.getMessage());
  }

  @Test
  void transposedConvolutionIsRefusedByLayer() {
    MultiLayerNetwork deconvolution =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Deconvolution2D.Builder(2, 2).name("up").stride(2, 2).nOut(2).build())
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(IMAGE)
                .build());
    deconvolution.init();
    EdgeExporter exporter = EdgeExporter.of(deconvolution, IMAGE).dynamicBatch();
    UnsupportedNetworkException error =
        assertThrows(UnsupportedNetworkException.class, exporter::export);
    assertEquals(List.of("up"), error.items().stream().map(item -> item.name()).toList());
  }

  @Test
  void fileThatErrsInBatchesAloneIsNotReleased() {
    ReferenceRuntime wrong = new WrongInBatches(ReferenceRuntimes.find().orElseThrow());
    EdgeExporter exporter = EdgeExporter.of(network(), IMAGE).reference(Optional.of(wrong));
    assertTrue(exporter.export().report().verification().passed());
    EdgeExporter dynamic = exporter.dynamicBatch();
    VerificationFailedException error =
        assertThrows(VerificationFailedException.class, dynamic::export);
    assertTrue(
        error.report().verification().failures().stream()
            .allMatch(failure -> failure.startsWith("in batches of 5: ")),
        error.getMessage());
  }

  /** LiteRT, except that in batches each tensor's last element is another. */
  private record WrongInBatches(ReferenceRuntime real) implements ReferenceRuntime {
    @Override
    public String description() {
      return "wrong in batches";
    }

    @Override
    public ReferenceModel load(ByteBuffer file) {
      return real.load(file);
    }

    @Override
    public ReferenceModel load(ByteBuffer file, int batch) {
      ReferenceModel model = real.load(file, batch);
      return new ReferenceModel() {
        @Override
        public void run(List<ByteBuffer> inputs) {
          model.run(inputs);
        }

        @Override
        public ByteBuffer tensor(String name) {
          ByteBuffer bytes = model.tensor(name);
          bytes.putFloat(bytes.limit() - Float.BYTES, 9);
          return bytes;
        }

        @Override
        public void close() {
          model.close();
        }
      };
    }
  }
}
