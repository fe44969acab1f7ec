package org.dl4jmot.core.verify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;

/** A graph, as frozen or read from a file, run by the pure-Java interpreter. Not thread-safe. */
public final class GraphModel implements ComparedModel {
  private final Graph graph;
  private final GraphRun run;
  private List<float[][]> loaded = List.of();

  /**
   * Prepares a graph.
   *
   * @throws org.dl4jmot.runtime.UnsupportedGraphException listing every node that no kernel
   *     computes
   */
  public GraphModel(Graph graph) {
    this.graph = graph;
    run = new GraphRun(graph);
  }

  @Override
  public List<String> outputs() {
    return graph.outputs().stream().map(Port::name).toList();
  }

  @Override
  public Set<String> tensors() {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (graph.tensor(node.output()).type() != DataType.BOOL) {
        names.add(node.output());
      }
    }
    return names;
  }

  @Override
  public void load(List<float[][]> samples) {
    loaded = List.copyOf(samples);
  }

  @Override
  public void run(int index) {
    run.run(loaded.get(index));
  }

  @Override
  public float[] output(int index) {
    return run.reals(graph.outputs().get(index).tensor());
  }

  @Override
  public float[] tensor(String name) {
    return run.reals(name);
  }
}
