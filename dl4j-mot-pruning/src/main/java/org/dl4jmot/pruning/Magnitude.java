package org.dl4jmot.pruning;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores a weight by its absolute value. */
record Magnitude() implements PruningCriterion {
  @Override
  public double[] scores(INDArray weights) {
    double[] scores = weights.dup('c').data().asDouble();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.abs(scores[i]);
    }
    return scores;
  }
}
