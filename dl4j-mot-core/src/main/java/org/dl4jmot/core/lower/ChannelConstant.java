package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A product with, or a sum with, a constant per channel.
 *
 * @param node the operation
 * @param input name of the operand that is not constant
 * @param constant the constant operand
 * @param values one per channel of the input's last axis; negated where the node subtracts them
 */
record ChannelConstant(Node node, String input, Tensor constant, float[] values) {
  private static final Set<Class<? extends Op>> ARITHMETIC =
      Set.of(Mul.class, Add.class, Sub.class);

  /** A node's constant, if it is such an operation and has no fused activation. */
  static Optional<ChannelConstant> of(Graph graph, Node node) {
    return FusedActivation.hasAny(node.op()) ? Optional.empty() : ofClamped(graph, node);
  }

  /** A node's constant, if it is such an operation, whatever clamps its result. */
  static Optional<ChannelConstant> ofClamped(Graph graph, Node node) {
    if (!ARITHMETIC.contains(node.op().getClass())) {
      return Optional.empty();
    }
    List<Tensor> operands = graph.inputsOf(node);
    Optional<ChannelConstant> second = of(node, operands.get(0), operands.get(1));
    if (second.isPresent() || node.op() instanceof Sub) {
      return second;
    }
    return of(node, operands.get(1), operands.get(0));
  }

  private static Optional<ChannelConstant> of(Node node, Tensor input, Tensor constant) {
    if (input.isConstant()
        || !constant.isConstant()
        || constant.type() != DataType.FLOAT32
        || input.shape().rank() == 0
        || !isPerChannel(input.shape(), constant.shape())) {
      return Optional.empty();
    }
    float[] data = constant.requireData().toFloats();
    float[] values = new float[input.shape().dim(-1)];
    float sign = node.op() instanceof Sub ? -1 : 1;
    for (int channel = 0; channel < values.length; channel++) {
      values[channel] = sign * data[data.length == 1 ? 0 : channel];
    }
    return Optional.of(new ChannelConstant(node, input.name(), constant, values));
  }

  private static boolean isPerChannel(Shape input, Shape constant) {
    if (constant.rank() > input.rank()) {
      return false;
    }
    for (int axis = 2; axis <= constant.rank(); axis++) {
      if (constant.dim(-axis) != 1) {
        return false;
      }
    }
    return constant.elements() == 1 || constant.elements() == input.dim(-1);
  }

  /** Whether the constant is a factor; otherwise it is a summand. */
  boolean isFactor() {
    return node.op() instanceof Mul;
  }

  /** Whether every value is the one that changes nothing. */
  boolean isNeutral() {
    float neutral = isFactor() ? 1 : 0;
    for (float value : values) {
      if (value != neutral) {
        return false;
      }
    }
    return true;
  }
}
