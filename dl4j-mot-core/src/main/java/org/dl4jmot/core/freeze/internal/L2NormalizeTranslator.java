package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Samples divided by their Euclidean norm. Deeplearning4j takes a norm for {@code eps} at least,
 * L2_NORMALIZATION for 1e-6: only of samples of such norms do they make something else.
 */
public final class L2NormalizeTranslator implements Translator<L2NormalizeVertex> {
  private static final double LARGEST_EPS = 1e-6;

  @Override
  public Class<L2NormalizeVertex> type() {
    return L2NormalizeVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(L2NormalizeVertex.class.getName());
  }

  @Override
  public List<Problem> problems(L2NormalizeVertex conf) {
    return conf.getEps() <= LARGEST_EPS
        ? List.of()
        : List.of(
            new Problem(
                "its smallest norm " + conf.getEps() + " is above " + LARGEST_EPS,
                "Choose a smaller eps"));
  }

  @Override
  public Value translate(L2NormalizeVertex conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    requireWholeSamples(conf, input);
    Shape shape = input.shape();
    if (shape.rank() == 2) {
      return input.in(scope.output(new L2Normalization(), List.of(input.tensor())));
    }
    Shape rows = Shape.of(shape.dim(0), shape.elements() / shape.dim(0));
    Tensor flat = scope.helper("flat", new Reshape(rows), List.of(input.tensor()));
    Tensor normalized = scope.helper("normalized", new L2Normalization(), List.of(flat));
    return input.in(scope.output(new Reshape(shape), List.of(normalized)));
  }

  private static void requireWholeSamples(L2NormalizeVertex conf, Value input) {
    int[] chosen = conf.getDimension();
    int[] all = IntStream.range(1, input.shape().rank()).toArray();
    boolean whole =
        chosen == null
            || chosen.length == 0
            || Arrays.equals(Arrays.stream(chosen).sorted().toArray(), all);
    if (!whole) {
      throw new UntranslatableException(
          "it normalizes along axes " + Arrays.toString(chosen) + " of a " + input.describe(),
          "Normalize whole samples, axes " + Arrays.toString(all));
    }
  }
}
