package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.runtime.batch.BatchDimension;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
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
        new Comparison(floatGraph, device), samples, runtime -> runtime.load(file.duplicate()));
  }

  /**
   * Verifies a file whose batch dimension is open with one sample a run, as {@link #verify}, and
   * with batches: every tensor of every sample, in both runtimes.
   *
   * @param batch samples a run takes, at least 1
   */
  public VerificationReport verify(Graph floatGraph, ByteBuffer file, Samples samples, int batch) {
    Graph device = TfliteReader.read(file.duplicate()).graph();
    Comparison batched =
        new Comparison(
            BatchDimension.of(floatGraph).resized(floatGraph, batch),
            BatchDimension.of(device).resized(device, batch));
    VerificationReport together =
        verify(batched, samples.batches(batch), runtime -> runtime.load(file.duplicate(), batch));
    return verify(floatGraph, file, samples).and(together, "in batches of " + batch);
  }

  private VerificationReport verify(
      Comparison comparison, Samples samples, Function<ReferenceRuntime, ReferenceModel> load) {
    List<String> failures = new ArrayList<>();
    try {
      run(comparison, samples, load);
    } catch (ReferenceRuntimeException e) {
      failures.add(e.getMessage());
    }
    return report(comparison, samples, failures);
  }

  private void run(
      Comparison comparison, Samples samples, Function<ReferenceRuntime, ReferenceModel> load) {
    if (reference.isEmpty()) {
      samples.values().forEach(sample -> comparison.run(sample, Optional.empty()));
      return;
    }
    try (ReferenceModel model = load.apply(reference.get())) {
      samples.values().forEach(sample -> comparison.run(sample, Optional.of(model)));
    }
  }

  private VerificationReport report(Comparison comparison, Samples samples, List<String> failures) {
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

  /** The three runs of each sample, and what was found so far. */
  private static final class Comparison {
    private final Graph floatGraph;
    private final Graph device;
    private final GraphRun floatRun;
    private final GraphRun deviceRun;
    private final Map<String, TensorTally> tensors = new LinkedHashMap<>();
    private final Map<String, OutputTally> outputs = new LinkedHashMap<>();
    private final Map<String, Double> inputMagnitudes = new HashMap<>();
    private final RecurrentDifferences recurrent;

    Comparison(Graph floatGraph, Graph device) {
      this.floatGraph = floatGraph;
      this.device = device;
      floatRun = new GraphRun(floatGraph);
      deviceRun = new GraphRun(device);
      recurrent = new RecurrentDifferences(device, deviceRun);
      for (Node node : device.nodes()) {
        Tensor output = device.tensor(node.output());
        // What a comparison gives is seen by what is chosen for it.
        if (output.type() != DataType.BOOL) {
          tensors.put(output.name(), new TensorTally(output, node.op().type()));
        }
      }
      device.outputs().forEach(port -> outputs.put(port.name(), new OutputTally(port.name())));
    }

    void run(float[][] sample, Optional<ReferenceModel> model) {
      floatRun.run(sample);
      deviceRun.run(sample);
      model.ifPresent(loaded -> loaded.run(deviceRun.fed()));
      device.inputs().forEach(port -> noteMagnitude(port.tensor()));
      tensors.forEach((name, tally) -> compare(name, tally, model));
      model.ifPresent(recurrent::note);
      for (Port port : device.outputs()) {
        compareOutput(port);
      }
    }

    private void noteMagnitude(String input) {
      for (float value : deviceRun.reals(input)) {
        inputMagnitudes.merge(input, (double) Math.abs(value), Math::max);
      }
    }

    private void compare(String name, TensorTally tally, Optional<ReferenceModel> model) {
      float[] actual = deviceRun.reals(name);
      tally.measure(actual);
      if (floatGraph.hasTensor(name)
          && !floatGraph.tensor(name).isConstant()
          && floatGraph.tensor(name).shape().elements() == actual.length) {
        tally.compareWithFloat(floatRun.reals(name), actual);
      }
      model.ifPresent(
          loaded -> tally.compareWithReference(deviceRun.bytes(name), loaded.tensor(name)));
    }

    private void compareOutput(Port port) {
      floatGraph.outputs().stream()
          .filter(candidate -> candidate.name().equals(port.name()))
          .findFirst()
          .ifPresent(
              expected ->
                  outputs
                      .get(port.name())
                      .compare(floatRun.reals(expected.tensor()), deviceRun.reals(port.tensor())));
    }

    List<TensorComparison> tensors() {
      Map<String, Double> magnitudes = new HashMap<>(inputMagnitudes);
      tensors.forEach((name, tally) -> magnitudes.put(name, tally.magnitude()));
      Map<String, Double> tolerances =
          RuntimeTolerance.of(device, magnitudes, recurrent.explained());
      return tensors.entrySet().stream()
          .map(entry -> entry.getValue().result(tolerances.get(entry.getKey())))
          .toList();
    }

    List<OutputComparison> outputs() {
      return outputs.values().stream().map(OutputTally::result).toList();
    }
  }
}
