package org.dl4jmot.runtime.delegate;

import java.util.Collection;
import java.util.stream.Stream;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Rules that several delegates and operations have in common. */
final class Rules {
  private Rules() {}

  /** All tensors of a node. */
  static Stream<Tensor> tensors(Site<?> site) {
    return Stream.concat(site.inputs().stream(), Stream.of(site.output()));
  }

  /** At most so many axes in every tensor. */
  static Rule<Op> rankAtMost(int axes) {
    return new Rule<>(
        "tensors of at most " + axes + " axes",
        site -> tensors(site).allMatch(tensor -> tensor.shape().rank() <= axes));
  }

  /** An input that is constant where it is there. */
  static Rule<Op> constant(int input, String what) {
    return new Rule<>(
        "constant " + what, site -> !site.has(input) || site.isConstant(site.input(input)));
  }

  /** From so many to so many inputs. */
  static Rule<Op> inputs(int fewest, int most) {
    return new Rule<>(
        fewest == most ? fewest + " inputs" : fewest + " to " + most + " inputs",
        site -> site.inputs().size() >= fewest && site.inputs().size() <= most);
  }

  /** So many inputs that are no constants. */
  static Rule<Op> computed(int fewest, int most) {
    return new Rule<>(
        fewest == most
            ? fewest + (fewest == 1 ? " input" : " inputs") + " that are no constants"
            : fewest + " or " + most + " inputs that are no constants",
        site -> site.computedInputs() >= fewest && site.computedInputs() <= most);
  }

  /** Whether a tensor is 8 bits wide with one scale. */
  static boolean isEightBit(Tensor tensor) {
    return (tensor.type() == DataType.INT8 || tensor.type() == DataType.UINT8)
        && tensor.quantization().filter(q -> q.scales().length == 1).isPresent();
  }

  /** Whether an axis, which may count from the end, is the batch's. */
  static boolean touchesBatch(Collection<Integer> axes, Shape shape) {
    return axes.stream().anyMatch(axis -> shape.axisIndex(axis) == 0);
  }
}
