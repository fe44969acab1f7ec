package org.dl4jmot.pruning;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Says how much each weight matters; those that matter least are pruned first. */
@FunctionalInterface
public interface PruningCriterion extends Serializable {
  /**
   * Scores the weights of a kernel.
   *
   * @param weights the kernel, not to be changed; weights pruned before are zero
   * @return a score per weight, row-major; ties are pruned in this order
   */
  double[] scores(INDArray weights);

  /** A weight matters as much as its absolute value. */
  static PruningCriterion magnitude() {
    return new Magnitude();
  }
}
