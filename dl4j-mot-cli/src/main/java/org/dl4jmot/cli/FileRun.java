package org.dl4jmot.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jmot.cli.data.FittedArray;
import org.dl4jmot.cli.data.NpyArray;
import org.dl4jmot.cli.data.NpyFile;
import org.dl4jmot.cli.data.NpyType;
import org.dl4jmot.cli.engine.Engine;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/** What {@code mot run} does. */
final class FileRun {
  private final Path file;
  private final List<Path> inputs;
  private final List<Path> outputs;
  private final Answers answers;

  /** What is written. */
  enum Answers {
    /** Real numbers, float32. */
    REALS,
    /** The elements of the file's outputs. */
    ELEMENTS
  }

  /**
   * What was done.
   *
   * @param engine what ran the file
   * @param samples how many runs there were
   * @param written what was written
   */
  record Result(String engine, int samples, List<Written> written) {}

  /** An output and the array that holds it. */
  @SuppressWarnings("ArrayRecordComponent") // Printed, never compared.
  record Written(String output, Path file, String type, int[] shape) {}

  FileRun(Path file, List<Path> inputs, List<Path> outputs, Answers answers) {
    this.file = file;
    this.inputs = inputs;
    this.outputs = outputs;
    this.answers = answers;
  }

  Result run(EngineKind kind, Progress progress) throws IOException {
    try (Engine engine = kind.load(file)) {
      requireAsMany("inputs", engine.inputs(), "--input", inputs);
      requireAsMany("outputs", engine.outputs(), "--output", outputs);
      List<FittedArray> arrays = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        arrays.add(fit(inputs.get(i), engine.inputs().get(i)));
      }
      int samples = samples(arrays);
      progress.say("running " + samples + " samples in " + engine.description());
      List<ByteArrayOutputStream> results =
          outputs.stream().map(output -> new ByteArrayOutputStream()).toList();
      for (int sample = 0; sample < samples; sample++) {
        feed(engine, arrays, sample);
        engine.run();
        for (int i = 0; i < results.size(); i++) {
          results.get(i).writeBytes(answer(engine, i));
        }
      }
      return new Result(engine.description(), samples, write(engine, samples, results));
    }
  }

  private void requireAsMany(String kind, List<Tensor> tensors, String option, List<Path> given) {
    if (tensors.size() != given.size()) {
      throw new BadInputException(
          file
              + " has "
              + tensors.size()
              + " "
              + kind
              + " "
              + tensors.stream().map(Tensor::name).toList()
              + ": give as many "
              + option
              + ", in this order, not "
              + given.size());
    }
  }

  private static FittedArray fit(Path array, Tensor tensor) throws IOException {
    return new FittedArray(
        array,
        NpyFile.read(array),
        new NetworkInput(tensor.name(), Layout.AS_GRAPH, tensor.shape()));
  }

  private int samples(List<FittedArray> arrays) {
    int samples = arrays.get(0).samples();
    if (arrays.stream().anyMatch(array -> array.samples() != samples)) {
      throw new BadInputException(
          "the arrays have different numbers of samples: "
              + arrays.stream().map(FittedArray::samples).toList()
              + " in "
              + inputs);
    }
    if (samples == 0) {
      throw new BadInputException(inputs.get(0) + " holds no sample");
    }
    return samples;
  }

  private static void feed(Engine engine, List<FittedArray> arrays, int sample) {
    for (int i = 0; i < arrays.size(); i++) {
      FittedArray array = arrays.get(i);
      DataType type = engine.inputs().get(i).type();
      if (array.type().name().equals(type.name())) {
        engine.feed(i, array.stored(sample));
      } else if (type.isFloatingPoint() || engine.inputs().get(i).quantization().isPresent()) {
        engine.feed(i, array.sample(sample));
      } else {
        throw new BadInputException(
            "input '"
                + engine.inputs().get(i).name()
                + "' takes "
                + type
                + " elements, not "
                + array.type());
      }
    }
  }

  private byte[] answer(Engine engine, int output) {
    if (answers == Answers.ELEMENTS) {
      return engine.elements(output);
    }
    float[] reals = engine.reals(output);
    ByteBuffer bytes =
        ByteBuffer.allocate(reals.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(reals);
    return bytes.array();
  }

  private List<Written> write(Engine engine, int samples, List<ByteArrayOutputStream> results)
      throws IOException {
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Tensor tensor = engine.outputs().get(i);
      NpyType type =
          answers == Answers.REALS ? NpyType.FLOAT32 : NpyType.valueOf(tensor.type().name());
      int[] shape = shape(tensor, samples);
      ByteBuffer data =
          ByteBuffer.wrap(results.get(i).toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
      WholeFile.replace(outputs.get(i), NpyFile.toBytes(new NpyArray(type, shape, data)));
      written.add(
          new Written(tensor.name(), outputs.get(i), type.name().toLowerCase(Locale.ROOT), shape));
    }
    return written;
  }

  /** Samples behind each other along the first axis. */
  private static int[] shape(Tensor tensor, int samples) {
    int[] shape = tensor.shape().toArray();
    if (shape.length == 0) {
      return new int[] {samples};
    }
    shape[0] *= samples;
    return shape;
  }
}
