package org.dl4jmot.core.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two models side by side on the same samples.
 *
 * @param samples how many samples were run
 * @param tensors tensors that both models compute under one name, by name
 * @param outputs outputs, in the models' order
 * @param accuracy how often each model is right; empty without labels
 */
public record ComparisonReport(
    int samples,
    Map<String, Difference> tensors,
    List<Output> outputs,
    Optional<Accuracy> accuracy) {
  /** Copies the collections. */
  public ComparisonReport {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    outputs = List.copyOf(outputs);
  }

  /**
   * One output.
   *
   * @param first its name in the first model
   * @param second its name in the second model
   * @param agreement share of samples in [0, 1] whose largest element has the same index (the lower
   *     index wins a tie)
   * @param difference how far apart the two are
   */
  public record Output(String first, String second, double agreement, Difference difference) {}

  /**
   * Top-1 accuracy of the first output.
   *
   * @param labelled how many samples had a label
   * @param first share in [0, 1] that the first model names correctly
   * @param second share in [0, 1] that the second model names correctly
   */
  public record Accuracy(int labelled, double first, double second) {}

  /** Lowest top-1 agreement of any output. */
  public double agreement() {
    return outputs.stream().mapToDouble(Output::agreement).min().orElse(1);
  }

  /** Largest absolute difference of any output; NaN where one is. */
  public double worstOutputError() {
    return outputs.stream()
        .mapToDouble(output -> output.difference().worstError())
        .reduce(0, Math::max);
  }
}
