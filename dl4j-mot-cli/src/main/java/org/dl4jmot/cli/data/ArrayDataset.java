package org.dl4jmot.cli.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.data.NetworkInput;

/** Samples in NumPy arrays, one file per input of the model, samples along the first axis. */
final class ArrayDataset implements Dataset {
  private final List<Path> files;
  private final DataSettings settings;

  ArrayDataset(List<Path> files, DataSettings settings) {
    this.files = List.copyOf(files);
    this.settings = settings;
  }

  @Override
  public String description() {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  @Override
  public Iterator<Sample> samples(List<NetworkInput> inputs) {
    if (inputs.size() != files.size()) {
      throw new BadInputException(
          "the model has "
              + inputs.size()
              + " inputs "
              + inputs.stream().map(NetworkInput::name).toList()
              + " and wants as many arrays, in this order, not "
              + files.size());
    }
    List<FittedArray> arrays = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      arrays.add(new FittedArray(files.get(i), read(files.get(i)), inputs.get(i)));
    }
    int count = count(arrays);
    Optional<int[]> labels = settings.labels().map(file -> labels(file, count));
    return IntStream.range(0, Math.min(count, settings.samples().orElse(count)))
        .mapToObj(index -> sample(arrays, labels, index))
        .iterator();
  }

  private Sample sample(List<FittedArray> arrays, Optional<int[]> labels, int index) {
    float[][] values =
        arrays.stream().map(array -> settings.scaled(array.sample(index))).toArray(float[][]::new);
    return new Sample(
        values, labels.map(known -> OptionalInt.of(known[index])).orElseGet(OptionalInt::empty));
  }

  private int count(List<FittedArray> arrays) {
    int count = arrays.get(0).samples();
    for (FittedArray array : arrays) {
      if (array.samples() != count) {
        throw new BadInputException(
            "the arrays have different numbers of samples: "
                + arrays.stream().map(FittedArray::samples).toList()
                + " in "
                + files);
      }
    }
    if (count == 0) {
      throw new BadInputException(description() + " holds no sample");
    }
    return count;
  }

  static NpyArray read(Path file) {
    try {
      return NpyFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Class indices, or the largest of each one-hot row. */
  private static int[] labels(Path file, int count) {
    NpyArray array = read(file);
    int[] shape = array.shape();
    int perSample = shape.length == 0 || shape[0] == 0 ? 0 : array.elements() / shape[0];
    if (shape.length == 0 || shape[0] != count || shape.length > 2) {
      throw new BadInputException(
          "labels "
              + file
              + " have shape "
              + Arrays.toString(shape)
              + "; give class indices ["
              + count
              + "] or one-hot rows ["
              + count
              + ", classes]");
    }
    return IntStream.range(0, count)
        .map(index -> label(array.reals(index * perSample, perSample)))
        .toArray();
  }

  private static int label(float[] row) {
    return row.length == 1
        ? (int) row[0]
        : IntStream.range(0, row.length)
            .boxed()
            .max(
                (a, b) ->
                    Float.compare(row[a], row[b]) != 0 ? Float.compare(row[a], row[b]) : b - a)
            .orElseThrow();
  }
}
