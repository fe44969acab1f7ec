package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;

/**
 * Attention of learned queries, which Deeplearning4j cannot compute: LearnedSelfAttentionLayer of
 * 1.0.0-M2.1 calls scatter_update without the arguments that it needs, so no trained network has
 * one and nothing says what its answer would be.
 */
public final class LearnedSelfAttentionTranslator implements Translator<LearnedSelfAttentionLayer> {
  private static final Problem PROBLEM =
      new Problem(
          "Deeplearning4j 1.0.0-M2.1 itself cannot run this layer (its scatter_update fails)",
          "Use SelfAttentionLayer, or AttentionVertex with the queries as an input");

  @Override
  public Class<LearnedSelfAttentionLayer> type() {
    return LearnedSelfAttentionLayer.class;
  }

  @Override
  public List<Problem> problems(LearnedSelfAttentionLayer conf) {
    return List.of(PROBLEM);
  }

  @Override
  public Value translate(LearnedSelfAttentionLayer conf, LayerScope scope, List<Value> inputs) {
    throw new UntranslatableException(PROBLEM);
  }
}
