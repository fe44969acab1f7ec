package org.dl4jmot.examples.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.onednn.OneDnn;
import org.dl4jmot.runtime.EdgeModel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What runs a network. Each runs a batch of images on one thread and returns its answers. */
public enum Engine {
  /** The pure-Java runtime. */
  EDGE_MODEL {
    @Override
    Supplier<Object> open(NetworkFiles files, String network, String form, int batch) {
      EdgeModel model = EdgeModel.load(ByteBuffer.wrap(files.tflite(network, form)));
      byte[][] images = inputs(model, files, batch);
      byte[][] answers = new byte[batch][model.run(images[0]).length];
      return () -> {
        for (int i = 0; i < images.length; i++) {
          model.run(images[i], answers[i]);
        }
        return answers;
      };
    }
  },

  /** LiteRT without delegates. */
  LITERT_BUILT_IN {
    @Override
    Supplier<Object> open(NetworkFiles files, String network, String form, int batch) {
      return liteRt(files, network, form, batch, LiteRtOptions.builtIn());
    }
  },

  /** LiteRT with XNNPACK, its default. */
  LITERT_XNNPACK {
    @Override
    Supplier<Object> open(NetworkFiles files, String network, String form, int batch) {
      return liteRt(files, network, form, batch, LiteRtOptions.xnnpack());
    }
  },

  /** The trained network's {@code output()}, as Deeplearning4j runs it by default. */
  DL4J {
    @Override
    Supplier<Object> open(NetworkFiles files, String network, String form, int batch) {
      OneDnn.disable();
      return trained(files, network, batch);
    }
  },

  /** The trained network's {@code output()} on oneDNN. */
  DL4J_ONEDNN {
    @Override
    Supplier<Object> open(NetworkFiles files, String network, String form, int batch) {
      OneDnn.enable();
      return trained(files, network, batch);
    }
  };

  /**
   * Prepares a run.
   *
   * @param form {@code float} or {@code int8}
   * @param batch images a run
   * @return runs the images and gives the answers
   */
  abstract Supplier<Object> open(NetworkFiles files, String network, String form, int batch);

  /** The elements of the file's input for each image. */
  private static byte[][] inputs(EdgeModel model, NetworkFiles files, int batch) {
    byte[][] inputs = new byte[batch][];
    for (int i = 0; i < batch; i++) {
      model.input(0).setReal(files.image(i));
      inputs[i] = model.input(0).toBytes();
    }
    return inputs;
  }

  private static Supplier<Object> liteRt(
      NetworkFiles files, String network, String form, int batch, LiteRtOptions options) {
    byte[] file = files.tflite(network, form);
    LiteRtModel model = LiteRtModel.open(file, options);
    byte[][] images = inputs(EdgeModel.load(ByteBuffer.wrap(file)), files, batch);
    LiteRtTensor input = model.inputs().get(0);
    LiteRtTensor output = model.outputs().get(0);
    byte[][] answers = new byte[batch][];
    return () -> {
      for (int i = 0; i < images.length; i++) {
        model.setInput(input, images[i]);
        model.invoke();
        answers[i] = model.readBytes(output);
      }
      return answers;
    };
  }

  private static Supplier<Object> trained(NetworkFiles files, String network, int batch) {
    try {
      Path zip = files.trained(network);
      if (!Files.exists(zip)) {
        throw new IllegalStateException(zip + " is missing: run the tables' program");
      }
      MultiLayerNetwork restored = MultiLayerNetwork.load(zip.toFile(), false);
      INDArray images = Nd4j.create(files.images(batch), new long[] {batch, 1, 28, 28}, 'c');
      return () -> restored.output(images);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
