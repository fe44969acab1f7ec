package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Element-wise sums, differences, products, averages and maxima. */
public final class ElementWiseTranslator implements Translator<ElementWiseVertex> {
  private static final Map<ElementWiseVertex.Op, Op> OPERATIONS =
      Map.of(
          ElementWiseVertex.Op.Add, new Add(Activation.NONE),
          ElementWiseVertex.Op.Average, new Add(Activation.NONE),
          ElementWiseVertex.Op.Subtract, new Sub(Activation.NONE),
          ElementWiseVertex.Op.Product, new Mul(Activation.NONE),
          ElementWiseVertex.Op.Max, new Maximum());

  @Override
  public Class<ElementWiseVertex> type() {
    return ElementWiseVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ElementWiseVertex.class.getName());
  }

  @Override
  public Value translate(ElementWiseVertex conf, LayerScope scope, List<Value> inputs) {
    if (inputs.size() == 1) {
      return inputs.get(0).in(scope.output(new Identity(), List.of(inputs.get(0).tensor())));
    }
    requireTwo(conf, inputs);
    List<Value> operands = Arrangement.alike(scope, inputs);
    Tensor result =
        conf.getOp() == ElementWiseVertex.Op.Average
            ? average(scope, operands)
            : joined(scope, OPERATIONS.get(conf.getOp()), operands);
    return Arrangement.like(operands.get(0), result);
  }

  private static void requireTwo(ElementWiseVertex conf, List<Value> inputs) {
    if (conf.getOp() == ElementWiseVertex.Op.Subtract && inputs.size() != 2) {
      throw new UntranslatableException(
          "it subtracts " + inputs.size() + " inputs", "Subtract one input from one other");
    }
  }

  private static Tensor joined(LayerScope scope, Op op, List<Value> operands) {
    Tensor partial = partial(scope, op, operands.subList(0, operands.size() - 1));
    Tensor last = operands.get(operands.size() - 1).tensor();
    return fitting(() -> scope.output(op, List.of(partial, last)));
  }

  private static Tensor average(LayerScope scope, List<Value> operands) {
    Tensor sum = partial(scope, OPERATIONS.get(ElementWiseVertex.Op.Average), operands);
    Tensor factor = scope.auxiliary("factor", Shape.of(1), 1f / operands.size());
    return scope.output(new Mul(Activation.NONE), List.of(sum, factor));
  }

  /** All operands joined; a role names one tensor, so only the first result can have it. */
  private static Tensor partial(LayerScope scope, Op op, List<Value> operands) {
    Tensor result = operands.get(0).tensor();
    for (int i = 1; i < operands.size(); i++) {
      String name = "partial" + i;
      List<Tensor> pair = List.of(result, operands.get(i).tensor());
      result =
          i == 1
              ? fitting(() -> scope.node(name, Role.INTERMEDIATE, op, pair))
              : fitting(() -> scope.helper(name, op, pair));
    }
    return result;
  }

  private static Tensor fitting(java.util.function.Supplier<Tensor> added) {
    try {
      return added.get();
    } catch (IllegalArgumentException e) {
      throw new UntranslatableException(
          "its inputs do not fit: " + e.getMessage(),
          "Give all inputs the same shape, or size 1 along the axes that differ");
    }
  }
}
