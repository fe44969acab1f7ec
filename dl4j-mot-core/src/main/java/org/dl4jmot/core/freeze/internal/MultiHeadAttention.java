package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Attention of several heads, each to a projection of its own of queries, keys and values. */
final class MultiHeadAttention implements Attention {
  private static final String QUERY = "Wq";

  private final Shape heads;
  private final Tensor queryWeights;
  private final Tensor outputWeights;
  private final Tensor keys;
  private final Tensor values;

  private MultiHeadAttention(
      Shape heads, Tensor queryWeights, Tensor outputWeights, Tensor keys, Tensor values) {
    this.heads = heads;
    this.queryWeights = queryWeights;
    this.outputWeights = outputWeights;
    this.keys = keys;
    this.values = values;
  }

  /**
   * Projects keys and values with the layer's trained matrices.
   *
   * @param keys [N, steps, size]
   * @param values [N, steps, size]
   */
  static MultiHeadAttention of(LayerScope scope, Tensor keys, Tensor values) {
    Shape heads = scope.parameters().shape(QUERY); // [heads, size of a head, size of a query]
    LayerScope keyScope = scope.part("keys", "");
    LayerScope valueScope = scope.part("values", "");
    Shape trained = scope.parameters().shape("Wo"); // [heads * size of a head, out]
    Tensor output =
        scope
            .part("out", "")
            .constant(
                "weight",
                Role.WEIGHT,
                Shape.of(trained.dim(1), trained.dim(0)),
                scope.parameters().readPermuted("Wo", 1, 0));
    return new MultiHeadAttention(
        heads,
        projection(scope.part("queries", ""), QUERY),
        output,
        split(keyScope, heads, projected(keyScope, keys, projection(keyScope, "Wk")), keys),
        split(
            valueScope,
            heads,
            projected(valueScope, values, projection(valueScope, "Wv")),
            values));
  }

  @Override
  public Tensor prepared(LayerScope at, Tensor queries) {
    Tensor projected = projected(at, queries, queryWeights);
    return split(at, heads, Attention.scaled(at, projected, heads.dim(1)), queries);
  }

  @Override
  public Tensor attend(LayerScope at, Tensor prepared) {
    Tensor answers = Attention.ask(at, prepared, keys, values);
    Tensor byQuery = at.transposed("answers-by-query", answers, List.of(0, 2, 1, 3));
    Shape shape = byQuery.shape();
    int rows = shape.dim(0) * shape.dim(1);
    Tensor rowsOfAll =
        at.reshaped("answer-rows", byQuery, Shape.of(rows, shape.dim(2) * shape.dim(3)));
    Tensor merged =
        at.helper("merged", FullyConnected.of(Activation.NONE), List.of(rowsOfAll, outputWeights));
    return at.reshaped(
        "merged-answers", merged, Shape.of(shape.dim(0), shape.dim(1), merged.shape().dim(1)));
  }

  /** [heads, size of a head, in] as [heads * size of a head, in]. */
  private static Tensor projection(LayerScope at, String key) {
    Shape trained = at.parameters().shape(key);
    Shape matrix = Shape.of(trained.dim(0) * trained.dim(1), trained.dim(2));
    return at.constant("weight", Role.WEIGHT, matrix, at.parameters().read(key));
  }

  /** [N, T, in] as rows [N * T, heads * size of a head]. */
  private static Tensor projected(LayerScope at, Tensor sequence, Tensor weights) {
    Shape shape = sequence.shape();
    Shape rows = Shape.of(shape.dim(0) * shape.dim(1), shape.dim(2));
    return at.helper(
        "projected",
        FullyConnected.of(Activation.NONE),
        List.of(at.reshaped("rows", sequence, rows), weights));
  }

  /** Rows of a sequence as [N, heads, T, size of a head]. */
  private static Tensor split(LayerScope at, Shape heads, Tensor rows, Tensor sequence) {
    Shape shape = sequence.shape();
    int perHead = rows.shape().dim(1) / heads.dim(0);
    Shape apart = Shape.of(shape.dim(0), shape.dim(1), heads.dim(0), perHead);
    return at.transposed("heads", at.reshaped("split", rows, apart), List.of(0, 2, 1, 3));
  }
}
