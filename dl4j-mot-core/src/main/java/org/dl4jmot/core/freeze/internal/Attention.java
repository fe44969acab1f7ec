package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Scaled dot-product attention: each query gets the mean of the values, weighted by the softmax of
 * its products with the keys.
 */
sealed interface Attention permits Attention.Plain, MultiHeadAttention {
  /**
   * Queries as {@link #attend} takes them: scaled, and split into heads if there are any.
   *
   * @param queries [N, queries, size]
   */
  Tensor prepared(LayerScope at, Tensor queries);

  /**
   * The answers to prepared queries.
   *
   * @return [N, queries, size of an answer]
   */
  Tensor attend(LayerScope at, Tensor prepared);

  /** Divides queries by the square root of their size, as which the last axis counts. */
  static Tensor scaled(LayerScope at, Tensor queries, int size) {
    Tensor scale = at.auxiliary("scale", Shape.of(1), (float) (1 / Math.sqrt(size)));
    return at.helper("scaled", new Mul(Activation.NONE), List.of(queries, scale));
  }

  /** Keys and values, [..., steps, size], asked by scaled queries, [..., queries, size]. */
  static Tensor ask(LayerScope at, Tensor queries, Tensor keys, Tensor values) {
    BatchMatMul byKeys = new BatchMatMul(BatchMatMul.Order.PLAIN, BatchMatMul.Order.TRANSPOSED);
    Tensor scores = at.helper("scores", byKeys, List.of(queries, keys));
    Tensor weights = at.helper("weights", Softmax.standard(), List.of(scores));
    return at.helper("answers", BatchMatMul.plain(), List.of(weights, values));
  }

  /**
   * Attention to keys and values as they are.
   *
   * @param keys [N, steps, size]
   * @param values [N, steps, size of an answer]
   */
  record Plain(Tensor keys, Tensor values) implements Attention {
    @Override
    public Tensor prepared(LayerScope at, Tensor queries) {
      return scaled(at, queries, queries.shape().dim(2));
    }

    @Override
    public Tensor attend(LayerScope at, Tensor prepared) {
      return ask(at, prepared, keys, values);
    }
  }
}
