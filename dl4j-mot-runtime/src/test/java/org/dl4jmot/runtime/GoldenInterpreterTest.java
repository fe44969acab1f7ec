package org.dl4jmot.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.testkit.GoldenFiles;
import org.dl4jmot.testkit.NpyFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the golden networks on 200 images and compares with what LiteRT recorded and computes. */
class GoldenInterpreterTest {
  private static final int PIXELS = 28 * 28;

  /** Images on which all intermediate tensors are compared with a running LiteRT. */
  private static final int COMPARED = 20;

  private static final Set<DataType> INTEGERS = Set.of(DataType.INT8, DataType.INT16);

  private static float[] image(float[] images, int index) {
    return Arrays.copyOfRange(images, index * PIXELS, (index + 1) * PIXELS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A-int8",
        "A-int8-per-tensor",
        "A-qat-int8",
        "B-int8",
        "B-int8-per-tensor",
        "B-qat-int8"
      })
  void reproducesTheRecordedBytesOfAnIntegerNetwork(String name) throws IOException {
    Interpreter interpreter =
        new Interpreter(TfliteReader.read(GoldenFiles.path(name + ".tflite")).graph());
    float[] images = NpyFile.floats(GoldenFiles.path("images.npy"));
    byte[] recorded = NpyFile.bytes(GoldenFiles.path(name + ".out.npy"));
    int classes = interpreter.output(0).elements();
    for (int i = 0; i < images.length / PIXELS; i++) {
      interpreter.input(0).setReal(image(images, i));
      interpreter.run();
      assertArrayEquals(
          Arrays.copyOfRange(recorded, i * classes, (i + 1) * classes),
          interpreter.output(0).toBytes(),
          name + ", image " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A-int8",
        "A-int8-per-tensor",
        "A-qat-int8",
        "B-int8",
        "B-int8-per-tensor",
        "B-qat-int8",
        "A-16x8",
        "B-16x8"
      })
  void equalsLiteRtInEveryIntermediateTensor(String name) throws IOException {
    Reference.require();
    byte[] file = Files.readAllBytes(GoldenFiles.path(name + ".tflite"));
    Interpreter interpreter =
        new Interpreter(TfliteReader.read(GoldenFiles.path(name + ".tflite")).graph());
    float[] images = NpyFile.floats(GoldenFiles.path("images.npy"));
    try (LiteRtModel model =
        LiteRtModel.open(file, LiteRtOptions.builtIn().preservingAllTensors())) {
      int compared = 0;
      for (int i = 0; i < COMPARED; i++) {
        interpreter.input(0).setReal(image(images, i));
        interpreter.run();
        model.setInput(model.inputs().get(0), interpreter.input(0).toBytes());
        model.invoke();
        for (Tensor tensor : interpreter.graph().tensors()) {
          if (INTEGERS.contains(tensor.type()) && !tensor.isConstant()) {
            assertArrayEquals(
                model.readBytes(model.tensor(tensor.name())),
                interpreter.tensor(tensor.name()).toBytes(),
                () -> name + ", " + tensor);
            compared++;
          }
        }
      }
      assertTrue(compared > 8 * COMPARED, "compared only " + compared);
    }
  }

  /**
   * Probabilities of float networks. The float sums differ in order alone: with about 1e3 terms of
   * magnitude 1 per sum, an error of 1e3 * 2^-24 in a logit, 6e-5, and softmax changes a
   * probability by at most half the change of its logit.
   */
  @ParameterizedTest
  @ValueSource(strings = {"A-float", "A-float16", "B-float", "B-float16"})
  void agreesWithTheRecordedValuesOfAFloatNetwork(String name) throws IOException {
    assertEquals(0, largestDifference(name), 3e-5);
  }

  /**
   * Dynamic range: an activation that differs by the rounding of one sum may fall on the other side
   * of a rounding border when it is quantized, a step of 1/255 of its range; a few such steps on
   * the way to the logits move a probability by less than one such step.
   */
  @ParameterizedTest
  @ValueSource(strings = {"A-dynamic", "B-dynamic"})
  void agreesWithTheRecordedValuesOfADynamicRangeNetwork(String name) throws IOException {
    assertEquals(0, largestDifference(name), 1.0 / 255);
  }

  /**
   * 16x8: between float borders all is integer, so only the recorded runtime's own rounding of the
   * borders could differ, and does not.
   */
  @ParameterizedTest
  @ValueSource(strings = {"A-16x8", "B-16x8"})
  void reproducesTheRecordedValuesOfA16x8Network(String name) throws IOException {
    assertEquals(0, largestDifference(name));
  }

  private static double largestDifference(String name) throws IOException {
    Interpreter interpreter =
        new Interpreter(TfliteReader.read(GoldenFiles.path(name + ".tflite")).graph());
    float[] images = NpyFile.floats(GoldenFiles.path("images.npy"));
    float[] recorded = NpyFile.floats(GoldenFiles.path(name + ".out.npy"));
    TensorBuffer output = interpreter.output(0);
    double largest = 0;
    for (int i = 0; i < images.length / PIXELS; i++) {
      interpreter.input(0).set(image(images, i));
      interpreter.run();
      float[] values = output.toFloats();
      for (int c = 0; c < values.length; c++) {
        largest = Math.max(largest, Math.abs(values[c] - recorded[i * values.length + c]));
      }
    }
    System.out.println(name + ": largest difference " + largest);
    return largest;
  }
}
