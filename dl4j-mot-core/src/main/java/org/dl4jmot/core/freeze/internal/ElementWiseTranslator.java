package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Tensor;

/** Element-wise sums. */
public final class ElementWiseTranslator implements Translator<ElementWiseVertex> {
  @Override
  public Class<ElementWiseVertex> type() {
    return ElementWiseVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ElementWiseVertex.class.getName());
  }

  @Override
  public List<Problem> problems(ElementWiseVertex conf) {
    return conf.getOp() == ElementWiseVertex.Op.Add
        ? List.of()
        : List.of(
            new Problem(
                "element-wise " + conf.getOp() + " is not supported", "Use ElementWiseVertex.Add"));
  }

  @Override
  public Value translate(ElementWiseVertex conf, LayerScope scope, List<Value> inputs) {
    Value first = inputs.get(0);
    inputs.forEach(input -> requireAlike(first, input));
    if (inputs.size() == 1) {
      return first.in(scope.output(new Identity(), List.of(first.tensor())));
    }
    Add add = new Add(Activation.NONE);
    Tensor sum = first.tensor();
    for (int i = 1; i < inputs.size() - 1; i++) {
      List<Tensor> operands = List.of(sum, inputs.get(i).tensor());
      // A role names one tensor: only the first partial sum can have it.
      sum =
          i == 1
              ? scope.node("sum" + i, Role.INTERMEDIATE, add, operands)
              : scope.helper("sum" + i, add, operands);
    }
    Tensor last = inputs.get(inputs.size() - 1).tensor();
    return first.in(scope.output(add, List.of(sum, last)));
  }

  private static void requireAlike(Value first, Value other) {
    if (!other.shape().equals(first.shape()) || !other.equals(first.in(other.tensor()))) {
      throw new UntranslatableException(
          "its inputs differ in shape or data format: "
              + first.describe()
              + " and "
              + other.describe(),
          "Give all inputs the same shape and data format");
    }
  }
}
