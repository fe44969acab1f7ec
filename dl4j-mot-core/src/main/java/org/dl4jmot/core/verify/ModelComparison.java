package org.dl4jmot.core.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs two models on the same samples and adds up how they compare: tensors that both compute under
 * one name, outputs by position, accuracy where samples have labels. Unlike {@link Verifier} it
 * passes no judgement, and either side may be anything that runs. Not thread-safe.
 */
public final class ModelComparison {
  private final ComparedModel first;
  private final ComparedModel second;
  private final Map<String, DifferenceTally> tensors = new LinkedHashMap<>();
  private final List<OutputPair> outputs = new ArrayList<>();
  private int samples;
  private int labelled;
  private int firstRight;
  private int secondRight;

  /**
   * Prepares a comparison.
   *
   * @throws IllegalArgumentException if the models have different numbers of outputs
   */
  public ModelComparison(ComparedModel first, ComparedModel second) {
    this.first = first;
    this.second = second;
    if (first.outputs().size() != second.outputs().size()) {
      throw new IllegalArgumentException(
          "the models have different outputs and cannot be compared: "
              + first.outputs()
              + " and "
              + second.outputs());
    }
    Set<String> common = new LinkedHashSet<>(first.tensors());
    common.retainAll(second.tensors());
    common.forEach(name -> tensors.put(name, new DifferenceTally()));
    for (int i = 0; i < first.outputs().size(); i++) {
      outputs.add(new OutputPair(i));
    }
  }

  /**
   * Runs samples through both models. Many at once are quicker where a model computes in batches.
   *
   * @param added an array per input each, row-major, channels last
   * @param labels for each sample the index of the class it belongs to, if known
   * @throws IllegalArgumentException if there are not as many labels as samples, or an output has
   *     different numbers of elements in the models
   */
  public void add(List<float[][]> added, List<OptionalInt> labels) {
    if (added.size() != labels.size()) {
      throw new IllegalArgumentException(
          added.size() + " samples do not go with " + labels.size() + " labels");
    }
    first.load(added);
    second.load(added);
    for (int i = 0; i < added.size(); i++) {
      first.run(i);
      second.run(i);
      samples++;
      outputs.forEach(OutputPair::compare);
      tensors.entrySet().removeIf(entry -> !compare(entry.getKey(), entry.getValue()));
      labels.get(i).ifPresent(this::judge);
    }
  }

  /** False for tensors that share their name alone. */
  private boolean compare(String name, DifferenceTally tally) {
    float[] expected = first.tensor(name);
    float[] actual = second.tensor(name);
    if (expected.length != actual.length) {
      return false;
    }
    tally.compare(expected, actual);
    return true;
  }

  private void judge(int label) {
    labelled++;
    firstRight += OutputTally.largest(first.output(0)) == label ? 1 : 0;
    secondRight += OutputTally.largest(second.output(0)) == label ? 1 : 0;
  }

  /** What was found so far. */
  public ComparisonReport report() {
    Map<String, Difference> differences = new LinkedHashMap<>();
    tensors.forEach((name, tally) -> differences.put(name, tally.result()));
    return new ComparisonReport(
        samples, differences, outputs.stream().map(OutputPair::result).toList(), accuracy());
  }

  private Optional<ComparisonReport.Accuracy> accuracy() {
    return labelled == 0
        ? Optional.empty()
        : Optional.of(
            new ComparisonReport.Accuracy(
                labelled, (double) firstRight / labelled, (double) secondRight / labelled));
  }

  /** One output of both models. */
  private final class OutputPair {
    private final int index;
    private final DifferenceTally tally = new DifferenceTally();
    private int agreeing;

    OutputPair(int index) {
      this.index = index;
    }

    void compare() {
      float[] expected = first.output(index);
      float[] actual = second.output(index);
      if (expected.length != actual.length) {
        throw new IllegalArgumentException(
            "output '"
                + first.outputs().get(index)
                + "' has "
                + expected.length
                + " elements in the first model and "
                + actual.length
                + " in the second");
      }
      tally.compare(expected, actual);
      agreeing += OutputTally.largest(expected) == OutputTally.largest(actual) ? 1 : 0;
    }

    ComparisonReport.Output result() {
      return new ComparisonReport.Output(
          first.outputs().get(index),
          second.outputs().get(index),
          samples == 0 ? 1 : (double) agreeing / samples,
          tally.result());
    }
  }
}
