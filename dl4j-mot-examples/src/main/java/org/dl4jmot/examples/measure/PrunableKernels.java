package org.dl4jmot.examples.measure;

import org.deeplearning4j.nn.api.Model;
import org.dl4jmot.pruning.KernelKind;
import org.dl4jmot.pruning.KernelSparsity;
import org.dl4jmot.pruning.Pruning;

/** The kernels that pruning chooses by default: neither depthwise ones nor the output layer's. */
public final class PrunableKernels {
  private PrunableKernels() {}

  /** Share of zeros among their weights, in [0, 1]. */
  public static double sparsity(Model network) {
    long zeros = 0;
    long weights = 0;
    for (KernelSparsity kernel : Pruning.report(network).kernels()) {
      if (kernel.kind() == KernelKind.KERNEL) {
        zeros += kernel.zeros();
        weights += kernel.weights();
      }
    }
    return weights == 0 ? 0 : (double) zeros / weights;
  }
}
