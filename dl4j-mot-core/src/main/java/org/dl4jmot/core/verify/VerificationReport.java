package org.dl4jmot.core.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What verification of an exported file found.
 *
 * @param samples where the inputs came from and how many there were
 * @param reference the reference runtime, or why there was none
 * @param referencePresent whether a reference runtime judged the file
 * @param tensors every computed tensor of the file, in running order
 * @param outputs every output
 * @param failures what keeps the file from being released, a sentence each; empty for a good file
 */
public record VerificationReport(
    String samples,
    String reference,
    boolean referencePresent,
    List<TensorComparison> tensors,
    List<OutputComparison> outputs,
    List<String> failures) {
  /** Copies the lists. */
  public VerificationReport {
    tensors = List.copyOf(tensors);
    outputs = List.copyOf(outputs);
    failures = List.copyOf(failures);
  }

  /** This report, and what another run of the same file found wrong. */
  VerificationReport and(VerificationReport other, String how) {
    List<String> all = new ArrayList<>(failures);
    other.failures().forEach(failure -> all.add(how + ": " + failure));
    return new VerificationReport(
        samples + "; the first ones also " + how,
        reference,
        referencePresent,
        tensors,
        outputs,
        all);
  }

  /** Whether the file may be released. */
  public boolean passed() {
    return failures.isEmpty();
  }

  /** The tensor with the lowest signal-to-noise ratio; empty if none was comparable. */
  public Optional<TensorComparison> worst() {
    return tensors.stream()
        .filter(tensor -> tensor.sqnr().isPresent())
        .min(Comparator.comparingDouble(tensor -> tensor.sqnr().getAsDouble()));
  }

  /** Lowest top-1 agreement of any output with the float graph. */
  public double agreement() {
    return outputs.stream().mapToDouble(OutputComparison::agreement).min().orElse(1);
  }
}
