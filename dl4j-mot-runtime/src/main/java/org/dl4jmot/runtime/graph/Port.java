package org.dl4jmot.runtime.graph;

import java.util.Objects;

/**
 * A named input or output of a graph. The name is the trained network's and survives rewrites; the
 * tensor behind it may change.
 *
 * @param name what the user calls it
 * @param tensor name of the tensor
 */
public record Port(String name, String tensor) {
  /** Checks that nothing is missing. */
  public Port {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tensor, "tensor");
  }
}
