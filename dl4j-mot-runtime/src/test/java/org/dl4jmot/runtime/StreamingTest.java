package org.dl4jmot.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingTest {
  private final Random random = new Random(5);

  static Stream<String> goldenFiles() {
    return GoldenFiles.MODELS.stream();
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void computesEveryTensorOfGooglesFilesAsOtherwise(String file) throws IOException {
    assertSame(TfliteReader.read(GoldenFiles.path(file)).graph());
  }

  /** Among the dynamic-range ones are some that no interpreter runs. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DYNAMIC_RANGE")
  void computesEveryTensorOfRandomGraphsAsOtherwise(Form form) {
    for (int seed = 0; seed < 60; seed++) {
      assertSame(form.graph(seed));
    }
  }

  @Test
  void takesTheMemoryOfWhatIsNeededAtOnce() throws IOException {
    Graph graph = TfliteReader.read(GoldenFiles.path("B-float.tflite")).graph();
    long computed = graph.nodes().stream().mapToLong(node -> elements(graph, node)).sum();
    Interpreter streaming = Interpreter.streaming(graph);

    long held = 0;
    Set<Integer> seen = new HashSet<>();
    for (Node node : graph.nodes()) {
      // Tensors with the same memory see the same mark.
      TensorBuffer buffer = streaming.tensor(node.output());
      if (seen.add(mark(buffer, seen.size() + 1))) {
        held += elements(graph, node);
      }
    }

    // Half of the tensors are of sizes that come twice: nothing gives them memory.
    assertTrue(held < computed * 2 / 3, held + " of " + computed + " elements");
  }

  /** The number in a tensor's first element: a new one where there is none yet. */
  private static int mark(TensorBuffer buffer, int number) {
    float[] values = buffer.toFloats();
    if (values[0] == 0) {
      values[0] = number;
      buffer.set(values);
    }
    return (int) values[0];
  }

  private static long elements(Graph graph, Node node) {
    return graph.tensor(node.output()).shape().elements();
  }

  private void assertSame(Graph graph) {
    Interpreter whole = new Interpreter(graph);
    Interpreter streaming = Interpreter.streaming(graph);
    // What a run leaves behind must not show in the next.
    for (int run = 0; run < 2; run++) {
      for (int input = 0; input < graph.inputs().size(); input++) {
        byte[] values = values(whole.input(input));
        whole.input(input).set(values);
        streaming.input(input).set(values);
      }
      whole.run();
      for (Iterator<Node> steps = streaming.steps(); steps.hasNext(); ) {
        String tensor = steps.next().output();
        assertArrayEquals(
            whole.tensor(tensor).toBytes(), streaming.tensor(tensor).toBytes(), tensor);
      }
      List<String> outputs = graph.outputs().stream().map(port -> port.tensor()).toList();
      outputs.forEach(
          tensor ->
              assertArrayEquals(
                  whole.tensor(tensor).toBytes(), streaming.tensor(tensor).toBytes(), tensor));
    }
  }

  private byte[] values(TensorBuffer buffer) {
    TensorBuffer drawn = new TensorBuffer(buffer.tensor());
    switch (buffer.tensor().type()) {
      case FLOAT32 -> {
        float[] values = new float[buffer.elements()];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextFloat() * 4 - 2;
        }
        drawn.set(values);
      }
      default -> {
        byte[] bytes = drawn.toBytes();
        if (buffer.tensor().type().bytes() == 1) {
          random.nextBytes(bytes);
        }
        drawn.set(bytes);
      }
    }
    return drawn.toBytes();
  }
}
