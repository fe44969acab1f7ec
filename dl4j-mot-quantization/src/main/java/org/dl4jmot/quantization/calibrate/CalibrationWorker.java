package org.dl4jmot.quantization.calibrate;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;

/** Runs every n-th sample on an interpreter of its own. */
final class CalibrationWorker {
  private final Interpreter interpreter;
  private final List<TensorObservation> observations;
  // Of the observations, by tensor.
  private final Map<String, Integer> places = new HashMap<>();
  private final List<float[][]> samples;
  private final int first;
  private final int step;
  private Optional<Failure> failure = Optional.empty();

  /** Where a value first was no number. */
  record Failure(int sample, String tensor) {}

  CalibrationWorker(
      Graph graph, List<String> tensors, List<float[][]> samples, int first, int step) {
    this.interpreter = Interpreter.streaming(graph);
    this.observations =
        tensors.stream()
            .map(
                name ->
                    new TensorObservation(
                        name, interpreter.tensor(name).floatView(), samples.size()))
            .toList();
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      places.put(tensors.get(tensor), tensor);
    }
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
      observe(sample);
    }
    return this;
  }

  /** Each tensor behind the node that computes it, for later its memory may be another's. */
  private void observe(int sample) {
    Set<Integer> strange = new TreeSet<>();
    // Inputs, and what constants alone decide.
    Set<Integer> lasting = new TreeSet<>(places.values());
    for (Iterator<Node> steps = interpreter.steps(); steps.hasNext(); ) {
      Integer tensor = places.get(steps.next().output());
      if (tensor != null && lasting.remove(tensor) && !observed(tensor, sample)) {
        strange.add(tensor);
      }
    }
    lasting.stream().filter(tensor -> !observed(tensor, sample)).forEach(strange::add);
    failure =
        strange.stream()
            .findFirst()
            .map(tensor -> new Failure(sample, observations.get(tensor).name()));
  }

  private boolean observed(int tensor, int sample) {
    return observations.get(tensor).observe(sample);
  }

  Optional<Failure> failure() {
    return failure;
  }

  TensorObservation observation(int tensor) {
    return observations.get(tensor);
  }
}
