package org.dl4jmot.core.verify;

import java.util.List;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;

/** A graph in the pure-Java interpreter, every tensor kept. Not thread-safe. */
final class GraphRun {
  private final Graph graph;
  private final Interpreter interpreter;

  GraphRun(Graph graph) {
    this.graph = graph;
    interpreter = new Interpreter(graph);
  }

  /** Runs one sample of real values. */
  void run(float[][] sample) {
    List<Port> ports = graph.inputs();
    for (int i = 0; i < ports.size(); i++) {
      interpreter.tensor(ports.get(i).tensor()).setReal(sample[i]);
    }
    interpreter.run();
  }

  /** The real values of a tensor after a run. */
  float[] reals(String tensor) {
    return interpreter.tensor(tensor).toReal();
  }
}
