package org.dl4jmot.runtime.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.TensorFlowLite;

/**
 * A program that runs files in the TFLite on its class path, in a JVM of its own: two native
 * TensorFlow Lites in one process get in each other's way, and an old one may crash. It uses the
 * JDK and that TFLite alone.
 *
 * <p>For each n: reads {@code n.tflite} and its inputs {@code n.in0}, {@code n.in1}...; leaves the
 * first output in {@code n.out}, or in {@code n.error} why there is none.
 */
public final class OldRuntime {
  private OldRuntime() {}

  /**
   * Runs files.
   *
   * @param args the directory, the first n and the number behind the last
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    // This build of TFLite's Java API leaves loading to its user.
    System.load(directory.resolve("libtensorflowlite_jni.so").toString());
    Files.writeString(directory.resolve("version"), TensorFlowLite.runtimeVersion());
    for (int n = Integer.parseInt(args[1]); n < Integer.parseInt(args[2]); n++) {
      // A crash leaves this behind.
      Files.writeString(directory.resolve(n + ".error"), "the process ended");
      try {
        Files.write(directory.resolve(n + ".out"), run(directory, n));
        Files.delete(directory.resolve(n + ".error"));
      } catch (IllegalArgumentException | IllegalStateException e) {
        Files.writeString(directory.resolve(n + ".error"), e.toString());
      }
    }
  }

  private static byte[] run(Path directory, int n) throws IOException {
    Interpreter.Options options = new Interpreter.Options();
    options.setUseXNNPACK(false);
    options.setNumThreads(1);
    ByteBuffer model = direct(Files.readAllBytes(directory.resolve(n + ".tflite")));
    try (Interpreter interpreter = new Interpreter(model, options)) {
      Object[] inputs = new Object[interpreter.getInputTensorCount()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = direct(Files.readAllBytes(directory.resolve(n + ".in" + i)));
      }
      ByteBuffer output =
          ByteBuffer.allocateDirect(interpreter.getOutputTensor(0).numBytes())
              .order(ByteOrder.nativeOrder());
      Map<Integer, Object> outputs = new HashMap<>(Map.of(0, output));
      interpreter.runForMultipleInputsOutputs(inputs, outputs);
      byte[] bytes = new byte[output.capacity()];
      output.rewind();
      output.get(bytes);
      return bytes;
    }
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length)
        .order(ByteOrder.nativeOrder())
        .put(bytes)
        .rewind();
  }
}
