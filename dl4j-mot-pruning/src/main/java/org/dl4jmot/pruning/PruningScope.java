package org.dl4jmot.pruning;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is pruned, and by what measure.
 *
 * @param kernels which kernels
 * @param criterion how much each of their weights matters
 * @param threshold whether the least important are sought per layer or in all kernels together
 */
public record PruningScope(KernelSelector kernels, PruningCriterion criterion, Threshold threshold)
    implements Serializable {
  /** Checks that nothing is missing. */
  public PruningScope {
    Objects.requireNonNull(kernels, "kernels");
    Objects.requireNonNull(criterion, "criterion");
    Objects.requireNonNull(threshold, "threshold");
  }

  /** Low magnitudes per layer, in all kernels but depthwise ones and those of output layers. */
  public static PruningScope standard() {
    return new PruningScope(
        KernelSelector.standard(), PruningCriterion.magnitude(), Threshold.PER_LAYER);
  }

  /** The same, of other kernels. */
  public PruningScope kernels(KernelSelector selector) {
    return new PruningScope(selector, criterion, threshold);
  }

  /** The same, of all kernels of the named layers. */
  public PruningScope layers(String... names) {
    return kernels(KernelSelector.ofLayers(names));
  }

  /** The same, by another criterion. */
  public PruningScope criterion(PruningCriterion other) {
    return new PruningScope(kernels, other, threshold);
  }

  /** The same, with another threshold. */
  public PruningScope threshold(Threshold other) {
    return new PruningScope(kernels, criterion, other);
  }
}
