package org.dl4jmot.pruning;

import java.io.Serializable;
import java.util.List;

/**
 * Chooses which kernels are pruned. A lambda will do: {@code kernel -> kernel.weights() > 1000}. It
 * is serialized with the listener, so it must not hold on to what is not serializable.
 */
@FunctionalInterface
public interface KernelSelector extends Serializable {
  /** Whether a kernel is to be pruned. */
  boolean selects(PrunableKernel kernel);

  /**
   * What is wrong with this choice for a network, a sentence each, asked before any work.
   *
   * @param kernels all the network's kernels
   */
  default List<String> problems(List<PrunableKernel> kernels) {
    return List.of();
  }

  /** All kernels but depthwise ones and those of output layers: the default. */
  static KernelSelector standard() {
    return kernel -> kernel.kind() == KernelKind.KERNEL;
  }

  /** All kernels but those of output layers. */
  static KernelSelector withDepthwise() {
    return kernel -> kernel.kind() != KernelKind.OUTPUT;
  }

  /** All kernels of the named layers, of whatever kind. */
  static KernelSelector ofLayers(String... names) {
    return new NamedLayers(List.of(names));
  }
}
