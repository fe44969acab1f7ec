package org.dl4jmot.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.tflite.TfliteReader;

/**
 * A {@code .tflite} file as a Java object, run by the pure-Java {@link Interpreter}: integer files
 * give the bytes that LiteRT's built-in kernels give.
 *
 * <pre>{@code
 * EdgeModel model = EdgeModel.load(Path.of("model.tflite"));
 * float[] probabilities = model.run(pixels);
 * }</pre>
 *
 * <p>Inputs and outputs are known by the names of the file's signature or by their position. Their
 * elements are row-major in the file's layout, which holds channels last (NHWC), as real values
 * ({@code float[]}: quantized and dequantized on the way where the file is quantized) or as they
 * are in the file ({@code byte[]}: little-endian). A file takes a fixed number of samples a run,
 * mostly one; {@code run} with arrays takes any multiple of that, one run after the other.
 *
 * <p>An instance serves one thread. Another thread takes a {@link #copy}, which shares the weights
 * and costs the activations alone.
 */
public final class EdgeModel {
  private final Interpreter interpreter;
  private final List<PortArrays> inputs;
  private final List<PortArrays> outputs;

  private EdgeModel(Interpreter interpreter) {
    this.interpreter = interpreter;
    inputs = arrays(interpreter.graph().inputs());
    outputs = arrays(interpreter.graph().outputs());
  }

  private List<PortArrays> arrays(List<Port> ports) {
    return ports.stream()
        .map(port -> new PortArrays(port.name(), interpreter.tensor(port.tensor())))
        .toList();
  }

  /**
   * Loads a file.
   *
   * @throws IOException if it cannot be read
   * @throws org.dl4jmot.runtime.tflite.TfliteFormatException if it is no {@code .tflite} file, or
   *     one with something in it that is not supported
   * @throws UnsupportedGraphException listing every node that no kernel computes
   */
  public static EdgeModel load(Path file) throws IOException {
    return of(TfliteReader.read(file).graph());
  }

  /**
   * Loads the remaining bytes of a buffer, whose position stays. The weights are views of them:
   * they must not be changed afterwards.
   *
   * @throws org.dl4jmot.runtime.tflite.TfliteFormatException as {@link #load(Path)}
   * @throws UnsupportedGraphException as {@link #load(Path)}
   */
  public static EdgeModel load(ByteBuffer file) {
    return of(TfliteReader.read(file).graph());
  }

  /**
   * A graph that is in memory already, as a file of it would behave.
   *
   * @throws UnsupportedGraphException listing every node that no kernel computes
   */
  public static EdgeModel of(Graph graph) {
    return new EdgeModel(new Interpreter(graph));
  }

  /**
   * The same model for another thread. Weights are shared, buffers for inputs, outputs and
   * everything between are not. May be called from any thread, at any time.
   */
  public EdgeModel copy() {
    return new EdgeModel(interpreter.copy());
  }

  /** What the file holds: tensors with types, shapes and quantization; nodes. */
  public Graph graph() {
    return interpreter.graph();
  }

  /** Names of the inputs, in the file's order. */
  public List<String> inputNames() {
    return graph().inputs().stream().map(Port::name).toList();
  }

  /** Names of the outputs, in the file's order. */
  public List<String> outputNames() {
    return graph().outputs().stream().map(Port::name).toList();
  }

  /**
   * The buffer of an input: fill it, call {@link #run()}, read an output's.
   *
   * @param index position among the inputs
   * @throws IndexOutOfBoundsException if there is no such input
   */
  public TensorBuffer input(int index) {
    return interpreter.input(index);
  }

  /**
   * The buffer of an input.
   *
   * @param name its name in the file's signature
   * @throws NoSuchElementException if there is no such input, listing those there are
   */
  public TensorBuffer input(String name) {
    return interpreter.input(name);
  }

  /**
   * The buffer of an output: what it holds is from the last run.
   *
   * @param index position among the outputs
   * @throws IndexOutOfBoundsException if there is no such output
   */
  public TensorBuffer output(int index) {
    return interpreter.output(index);
  }

  /**
   * The buffer of an output.
   *
   * @param name its name in the file's signature
   * @throws NoSuchElementException if there is no such output, listing those there are
   */
  public TensorBuffer output(String name) {
    return interpreter.output(name);
  }

  /** Computes the outputs from what the inputs hold now. Allocates nothing. */
  public void run() {
    interpreter.run();
  }

  /**
   * As {@link #run()}, and tells how long each node took.
   *
   * @param listener called behind each node
   */
  public void run(RunListener listener) {
    interpreter.run(listener);
  }

  /**
   * Runs samples through a model with one input and one output.
   *
   * @param samples real values, one sample behind the other
   * @return the real values of the outputs, in the same order
   * @throws IllegalArgumentException if they are no whole number of runs, or the model has several
   *     inputs or outputs
   */
  public float[] run(float[] samples) {
    float[] results = new float[input().runs(samples.length) * output().elements()];
    run(samples, results);
    return results;
  }

  /**
   * Runs samples through a model with one input and one output, into an array of the caller's: for
   * loops that must not allocate.
   *
   * @param samples real values, one sample behind the other
   * @param results takes the real values of the outputs, in the same order
   * @throws IllegalArgumentException if they are no whole number of runs, the results are not those
   *     of as many, or the model has several inputs or outputs
   */
  public void run(float[] samples, float[] results) {
    PortArrays input = input();
    PortArrays output = output();
    int runs = input.runs(samples.length);
    output.requireElements(runs, results.length);
    for (int run = 0; run < runs; run++) {
      input.set(samples, run);
      run();
      output.get(results, run);
    }
  }

  /**
   * Runs samples through a model with one input and one output, without conversion.
   *
   * @param samples the input's elements, little-endian, one sample behind the other
   * @return the elements of the outputs, in the same order
   * @throws IllegalArgumentException if they are no whole number of runs, or the model has several
   *     inputs or outputs
   */
  public byte[] run(byte[] samples) {
    byte[] results = new byte[input().byteRuns(samples.length) * output().bytes()];
    run(samples, results);
    return results;
  }

  /**
   * Runs samples through a model with one input and one output, without conversion, into an array
   * of the caller's: for loops that must not allocate, where elements are single bytes.
   *
   * @param samples the input's elements, little-endian, one sample behind the other
   * @param results takes the elements of the outputs, in the same order
   * @throws IllegalArgumentException if they are no whole number of runs, the results are not those
   *     of as many, or the model has several inputs or outputs
   */
  public void run(byte[] samples, byte[] results) {
    PortArrays input = input();
    PortArrays output = output();
    int runs = input.byteRuns(samples.length);
    output.requireBytes(runs, results.length);
    for (int run = 0; run < runs; run++) {
      input.set(samples, run);
      run();
      output.get(results, run);
    }
  }

  /**
   * Runs samples through a model with any number of inputs and outputs.
   *
   * @param samples for each input, by its name in the file's signature, real values, one sample
   *     behind the other
   * @return for each output, by its name, the real values, in the same order
   * @throws IllegalArgumentException if the names are not those of the inputs, or the values are no
   *     whole number of runs, the same for all
   */
  public Map<String, float[]> run(Map<String, float[]> samples) {
    int runs = runs(samples);
    Map<String, float[]> results = new LinkedHashMap<>();
    outputs.forEach(output -> results.put(output.name(), new float[runs * output.elements()]));
    for (int run = 0; run < runs; run++) {
      for (PortArrays input : inputs) {
        input.set(samples.get(input.name()), run);
      }
      run();
      for (PortArrays output : outputs) {
        output.get(results.get(output.name()), run);
      }
    }
    return results;
  }

  private int runs(Map<String, float[]> samples) {
    if (!samples.keySet().equals(Set.copyOf(inputNames()))) {
      throw new IllegalArgumentException(
          "the model has the inputs "
              + inputNames()
              + ", but values were given for "
              + samples.keySet().stream().sorted().toList()
              + ": give values for each input and for no other");
    }
    Set<Integer> runs = new TreeSet<>();
    inputs.forEach(input -> runs.add(input.runs(samples.get(input.name()).length)));
    if (runs.size() > 1) {
      throw new IllegalArgumentException(
          "the inputs have values for different numbers of runs: "
              + runs
              + ": give equally many samples to each");
    }
    return runs.isEmpty() ? 1 : runs.iterator().next();
  }

  private PortArrays input() {
    return only(inputs, "inputs");
  }

  private PortArrays output() {
    return only(outputs, "outputs");
  }

  private static PortArrays only(List<PortArrays> ports, String kind) {
    if (ports.size() != 1) {
      throw new IllegalArgumentException(
          "the model has "
              + ports.size()
              + " "
              + kind
              + " "
              + ports.stream().map(PortArrays::name).toList()
              + ": give and take arrays by name, run(Map), or use the buffers");
    }
    return ports.get(0);
  }
}
