package org.dl4jmot.core.verify;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;

/**
 * The float graph, run only as far as tensors are asked for: in the order of another graph made of
 * it, few tensors wait at a time. Not thread-safe.
 */
final class FloatSteps {
  private final Graph graph;
  private final Set<String> wanted;
  private final Interpreter interpreter;
  private final Map<String, float[]> waiting = new HashMap<>();
  private Iterator<Node> steps = Collections.emptyIterator();

  /**
   * A run.
   *
   * @param wanted names of the tensors that are asked for, each once a sample
   */
  FloatSteps(Graph graph, Set<String> wanted) {
    this.graph = graph;
    this.wanted = wanted;
    interpreter = Interpreter.streaming(graph);
  }

  /** Starts with another sample of real values. */
  void start(float[][] sample) {
    List<Port> ports = graph.inputs();
    for (int i = 0; i < ports.size(); i++) {
      interpreter.tensor(ports.get(i).tensor()).setReal(sample[i]);
    }
    waiting.clear();
    steps = interpreter.steps();
  }

  /** The real values of a wanted tensor. */
  float[] reals(String tensor) {
    float[] early = waiting.remove(tensor);
    if (early != null) {
      return early;
    }
    if (graph.producer(tensor).isPresent()) {
      advance(tensor);
    }
    return interpreter.tensor(tensor).toReal();
  }

  private void advance(String tensor) {
    while (steps.hasNext()) {
      String computed = steps.next().output();
      if (computed.equals(tensor)) {
        return;
      }
      if (wanted.contains(computed)) {
        waiting.put(computed, interpreter.tensor(computed).toReal());
      }
    }
  }

  /** The real values of an output, which stay until the next sample. */
  float[] output(String tensor) {
    steps.forEachRemaining(node -> {});
    return interpreter.tensor(tensor).toReal();
  }
}
