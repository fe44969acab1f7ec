package org.dl4jmot.quantization.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.Assumptions;

/** Runs graphs as files in LiteRT. */
public final class Models {
  private Models() {}

  /** The graph as a file, without metadata. */
  public static byte[] file(Graph graph) {
    ByteBuffer bytes = TfliteWriter.toBytes(graph, FileMetadata.none());
    byte[] file = new byte[bytes.remaining()];
    bytes.get(file);
    return file;
  }

  /** Feeds samples to an interpreter and answers the last one's first output as real values. */
  public static float[] run(Graph graph, List<float[][]> samples) {
    Interpreter interpreter = new Interpreter(graph);
    samples.forEach(sample -> run(interpreter, sample));
    return interpreter.output(0).toReal();
  }

  /** Runs one sample of real values. */
  public static void run(Interpreter interpreter, float[]... sample) {
    for (int input = 0; input < sample.length; input++) {
      interpreter.input(input).setReal(sample[input]);
    }
    interpreter.run();
  }

  /** Checks that LiteRT's built-in kernels answer the interpreter's bytes at every output. */
  public static void assertSameInLiteRt(String label, Graph graph, List<float[][]> samples) {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    Interpreter interpreter = new Interpreter(graph);
    try (LiteRtModel model = LiteRtModel.open(file(graph))) {
      for (float[][] sample : samples) {
        run(interpreter, sample);
        for (Port input : graph.inputs()) {
          model.setInput(model.input(input.name()), interpreter.input(input.name()).toBytes());
        }
        model.invoke();
        for (Port output : graph.outputs()) {
          assertArrayEquals(
              model.readBytes(model.output(output.name())),
              interpreter.output(output.name()).toBytes(),
              () -> label + "\n" + graph);
        }
      }
    }
  }
}
