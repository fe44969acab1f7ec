package org.dl4jmot.litert;

import java.util.List;

/**
 * How LiteRT divided a model between its built-in kernels and a delegate.
 *
 * @param nodes nodes of the file
 * @param builtIn numbers of the nodes that built-in kernels run, ascending by place in the plan
 * @param partitions how many connected parts the delegate runs; between two of them data goes back
 *     to the built-in kernels
 */
public record Delegation(int nodes, List<Integer> builtIn, int partitions) {
  /** Copies the list. */
  public Delegation {
    builtIn = List.copyOf(builtIn);
  }

  /** Nodes of the file that the delegate runs. */
  public int delegated() {
    return nodes - builtIn.size();
  }
}
