package org.dl4jmot.quantization.calibrate;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;

/** Runs every n-th sample on an interpreter of its own. */
final class CalibrationWorker {
  private final Interpreter interpreter;
  private final List<TensorObservation> observations;
  private final List<float[][]> samples;
  private final int first;
  private final int step;
  private Optional<Failure> failure = Optional.empty();

  /** Where a value first was no number. */
  record Failure(int sample, String tensor) {}

  CalibrationWorker(
      Graph graph, List<String> tensors, List<float[][]> samples, int first, int step) {
    this.interpreter = new Interpreter(graph);
    this.observations =
        tensors.stream()
            .map(
                name ->
                    new TensorObservation(
                        name, interpreter.tensor(name).floatView(), samples.size()))
            .toList();
    this.samples = samples;
    this.first = first;
    this.step = step;
  }

  CalibrationWorker run() {
    for (int sample = first; sample < samples.size() && failure.isEmpty(); sample += step) {
      float[][] inputs = samples.get(sample);
      for (int input = 0; input < inputs.length; input++) {
        interpreter.input(input).set(inputs[input]);
      }
      interpreter.run();
      failure = observe(sample);
    }
    return this;
  }

  private Optional<Failure> observe(int sample) {
    for (TensorObservation observation : observations) {
      if (!observation.observe(sample)) {
        return Optional.of(new Failure(sample, observation.name()));
      }
    }
    return Optional.empty();
  }

  Optional<Failure> failure() {
    return failure;
  }

  TensorObservation observation(int tensor) {
    return observations.get(tensor);
  }
}
