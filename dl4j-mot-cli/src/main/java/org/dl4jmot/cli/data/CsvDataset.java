package org.dl4jmot.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Writable;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.data.NetworkInput;

/**
 * A CSV file, read by DataVec: a line is a sample, its values in the order in which the trained
 * network takes them, one column perhaps the class.
 */
final class CsvDataset implements Dataset {
  private final Path file;
  private final DataSettings settings;

  CsvDataset(Path file, DataSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  @Override
  public String description() {
    return file.toString();
  }

  @Override
  public Iterator<Sample> samples(List<NetworkInput> inputs) {
    if (inputs.size() != 1) {
      throw new BadInputException(
          "a CSV file feeds one input, the model has "
              + inputs.stream().map(NetworkInput::name).toList()
              + "; give one .npy array per input");
    }
    Iterator<Line> lines = lines();
    if (!lines.hasNext()) {
      throw new BadInputException(file + " holds no sample");
    }
    Optional<ClassNames> classes =
        settings.labelColumn().isPresent() ? classes() : Optional.empty();
    int limit = settings.samples().orElse(Integer.MAX_VALUE);
    return Stream.iterate(lines, Iterator::hasNext, same -> same)
        .limit(limit)
        .map(rest -> sample(rest.next(), inputs.get(0), classes))
        .iterator();
  }

  /** A line with values and its number, counted from 1. */
  private record Line(int number, List<String> values) {}

  private Iterator<Line> lines() {
    CSVRecordReader reader = new CSVRecordReader(settings.skipLines(), settings.delimiter());
    try {
      reader.initialize(new FileSplit(file.toFile()));
    } catch (IOException | InterruptedException e) {
      throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
    }
    List<Line> lines = new ArrayList<>();
    for (int number = settings.skipLines() + 1; reader.hasNext(); number++) {
      List<String> values = reader.next().stream().map(Writable::toString).toList();
      if (!isBlank(values)) {
        lines.add(new Line(number, values));
      }
    }
    return lines.iterator();
  }

  private static boolean isBlank(List<String> values) {
    return values.stream().allMatch(String::isBlank);
  }

  /** Empty where the column holds indices. */
  private Optional<ClassNames> classes() {
    if (!settings.classes().isEmpty()) {
      return Optional.of(new ClassNames(settings.classes()));
    }
    TreeSet<String> found = new TreeSet<>();
    lines().forEachRemaining(line -> found.add(label(line)));
    return found.stream().allMatch(CsvDataset::isIndex)
        ? Optional.empty()
        : Optional.of(ClassNames.of(List.of(), found));
  }

  private static boolean isIndex(String label) {
    return label.matches("\\d{1,9}");
  }

  private String label(Line line) {
    int column = settings.labelColumn().getAsInt();
    if (column >= line.values().size()) {
      throw new BadInputException(
          at(line) + " has no column " + column + " for the label, columns count from 0");
    }
    return line.values().get(column).strip();
  }

  private String at(Line line) {
    return file + " line " + line.number();
  }

  private Sample sample(Line line, NetworkInput input, Optional<ClassNames> classes) {
    int labelColumn = settings.labelColumn().orElse(-1);
    int[] columns =
        IntStream.range(0, line.values().size()).filter(i -> i != labelColumn).toArray();
    int wanted = input.shape().elements();
    if (columns.length != wanted) {
      throw new BadInputException(
          at(line)
              + " has "
              + columns.length
              + " values besides a label, input '"
              + input.name()
              + "' takes "
              + wanted
              + (settings.labelColumn().isEmpty() ? " (--label-column names the label's)" : ""));
    }
    float[] values = new float[wanted];
    for (int i = 0; i < wanted; i++) {
      values[i] = settings.scaled(number(line, columns[i]));
    }
    OptionalInt label =
        labelColumn < 0 ? OptionalInt.empty() : OptionalInt.of(index(line, classes));
    return new Sample(new float[][] {TrainedOrder.toGraph(input, values)}, label);
  }

  private int index(Line line, Optional<ClassNames> classes) {
    String label = label(line);
    return classes
        .map(names -> names.index(label, at(line)))
        .orElseGet(() -> Integer.valueOf(label));
  }

  private float number(Line line, int column) {
    String value = line.values().get(column).strip();
    try {
      return Float.parseFloat(value);
    } catch (NumberFormatException e) {
      throw new BadInputException(
          at(line)
              + ": column "
              + column
              + " holds '"
              + value
              + "', no number"
              + (line.number() == 1 ? " (--skip-lines 1 skips a header)" : ""),
          e);
    }
  }
}
