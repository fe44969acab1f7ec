package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Euclidean distances of two values, one per sample. */
public final class L2Translator implements Translator<L2Vertex> {
  @Override
  public Class<L2Vertex> type() {
    return L2Vertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(L2Vertex.class.getName());
  }

  @Override
  public Value translate(L2Vertex conf, LayerScope scope, List<Value> inputs) {
    List<Value> operands = Arrangement.alike(scope, inputs);
    Tensor first = operands.get(0).tensor();
    Tensor second = operands.get(1).tensor();
    if (!first.shape().equals(second.shape())) {
      throw new UntranslatableException(
          "its inputs differ in shape: "
              + operands.get(0).describe()
              + " and "
              + operands.get(1).describe(),
          "Give both the same shape");
    }
    Tensor difference =
        scope.helper("difference", new Sub(Activation.NONE), List.of(first, second));
    Tensor square =
        scope.helper("square", new Mul(Activation.NONE), List.of(difference, difference));
    List<Integer> axes = IntStream.range(1, square.shape().rank()).boxed().toList();
    Tensor sum = scope.helper("sum", new Sum(axes, false), List.of(square));
    Tensor column =
        scope.helper("column", new Reshape(Shape.of(sum.shape().dim(0), 1)), List.of(sum));
    return Value.Features.of(scope.output(new Sqrt(), List.of(column)));
  }
}
