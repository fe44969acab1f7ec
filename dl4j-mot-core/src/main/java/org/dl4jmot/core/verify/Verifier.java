package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.runtime.batch.BatchDimension;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tflite.TfliteReader;

/**
 * Judges an exported file: reads it back, runs it in the pure-Java interpreter and in the reference
 * runtime, and compares every tensor with the float graph. A file passes if the reference accepts
 * it, the integer tensors of both runtimes are equal, the float ones equal within rounding, and the
 * caller's requirements hold.
 */
public final class Verifier {
  private final Optional<ReferenceRuntime> reference;
  private final List<Requirement> requirements;

  /**
   * A verifier.
   *
   * @param reference the runtime that judges; empty to compare with the float graph alone
   * @param requirements the caller's bounds
   */
  public Verifier(Optional<ReferenceRuntime> reference, List<Requirement> requirements) {
    this.reference = Objects.requireNonNull(reference, "reference");
    this.requirements = List.copyOf(requirements);
  }

  /**
   * Verifies a file.
   *
   * @param floatGraph the lowered float graph it was made from
   * @param file the file's bytes; the position stays
   * @param samples inputs to run
   */
  public VerificationReport verify(Graph floatGraph, ByteBuffer file, Samples samples) {
    Graph device = TfliteReader.read(file.duplicate()).graph();
    return verify(
        new FileComparison(floatGraph, device), samples, runtime -> runtime.load(file.duplicate()));
  }

  /**
   * Verifies a file whose batch dimension is open with one sample a run, as {@link #verify}, and
   * with batches: every tensor of every sample, in both runtimes.
   *
   * @param batch samples a run takes, at least 1
   */
  public VerificationReport verify(Graph floatGraph, ByteBuffer file, Samples samples, int batch) {
    Graph device = TfliteReader.read(file.duplicate()).graph();
    FileComparison batched =
        new FileComparison(
            BatchDimension.of(floatGraph).resized(floatGraph, batch),
            BatchDimension.of(device).resized(device, batch));
    VerificationReport together =
        verify(batched, samples.batches(batch), runtime -> runtime.load(file.duplicate(), batch));
    return verify(floatGraph, file, samples).and(together, "in batches of " + batch);
  }

  private VerificationReport verify(
      FileComparison comparison, Samples samples, Function<ReferenceRuntime, ReferenceModel> load) {
    List<String> failures = new ArrayList<>();
    try {
      run(comparison, samples, load);
    } catch (ReferenceRuntimeException e) {
      failures.add(e.getMessage());
    }
    return report(comparison, samples, failures);
  }

  private void run(
      FileComparison comparison, Samples samples, Function<ReferenceRuntime, ReferenceModel> load) {
    if (reference.isEmpty()) {
      samples.values().forEach(sample -> comparison.run(sample, Optional.empty()));
      return;
    }
    try (ReferenceModel model = load.apply(reference.get())) {
      samples.values().forEach(sample -> comparison.run(sample, Optional.of(model)));
    }
  }

  private VerificationReport report(
      FileComparison comparison, Samples samples, List<String> failures) {
    List<TensorComparison> tensors = comparison.tensors();
    Optional<TensorComparison> notFinite =
        tensors.stream().filter(Verifier::isNotFinite).findFirst();
    notFinite.ifPresent(tensor -> failures.add(notFinite(tensor)));
    // What follows such a tensor cannot be compared.
    if (notFinite.isEmpty()) {
      tensors.stream()
          .filter(tensor -> !tensor.runtimesAgree())
          .forEach(tensor -> failures.add(disagreement(tensor)));
    }
    String source = samples.values().size() + " samples: " + samples.description();
    String judge =
        reference
            .map(ReferenceRuntime::description)
            .orElseGet(() -> ReferenceRuntimes.missing().orElse("none asked for"));
    List<OutputComparison> outputs = comparison.outputs();
    VerificationReport bare =
        new VerificationReport(source, judge, reference.isPresent(), tensors, outputs, failures);
    requirements.forEach(requirement -> requirement.breach(bare).ifPresent(failures::add));
    return new VerificationReport(source, judge, reference.isPresent(), tensors, outputs, failures);
  }

  private static boolean isNotFinite(TensorComparison tensor) {
    return !Double.isFinite(tensor.tolerance().orElse(0));
  }

  private static String notFinite(TensorComparison tensor) {
    return "the network computes NaN or infinity on these samples, first in "
        + tensor.op()
        + " '"
        + tensor.tensor()
        + "': check its parameters and the samples";
  }

  private static String disagreement(TensorComparison tensor) {
    String what =
        tensor.differing().isPresent()
            ? tensor.differing().getAsLong() + " of " + tensor.elements() + " elements differ"
            : "difference "
                + tensor.runtimeError().getAsDouble()
                + ", tolerance "
                + tensor.tolerance().getAsDouble();
    return "the interpreter and the reference runtime disagree on "
        + tensor.op()
        + " '"
        + tensor.tensor()
        + "': "
        + what;
  }
}
