package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Where an activation function adds its operations. */
final class ActivationSteps {
  private final LayerScope scope;
  private final String prefix;
  private final Result result;

  /** Adds the last operation, under a name that is decided already. */
  @FunctionalInterface
  private interface Result {
    Tensor add(Op op, List<Tensor> operands);
  }

  private ActivationSteps(LayerScope scope, String prefix, Result result) {
    this.scope = scope;
    this.prefix = prefix;
    this.result = result;
  }

  /** For the function at a layer's end. */
  static ActivationSteps ofLayer(LayerScope scope) {
    return new ActivationSteps(scope, "activation", scope::output);
  }

  /** For a function inside a layer, whose result gets this name. */
  static ActivationSteps inside(LayerScope scope, String name) {
    return new ActivationSteps(scope, name, (op, operands) -> scope.helper(name, op, operands));
  }

  /** Adds an operation whose result only this function sees. */
  Tensor step(String name, Op op, Tensor... operands) {
    return scope.helper(prefix + "/" + name, op, List.of(operands));
  }

  /** Adds a comparison, whose result is boolean. */
  Tensor comparison(String name, Op op, Tensor... operands) {
    return scope.helper(prefix + "/" + name, op, DataType.BOOL, List.of(operands));
  }

  /** Adds a scalar constant. */
  Tensor constant(String name, double value) {
    return scope.auxiliary(prefix + "/" + name, Shape.of(), (float) value);
  }

  /** Adds a constant. */
  Tensor constant(String name, Shape shape, float... values) {
    return scope.auxiliary(prefix + "/" + name, shape, values);
  }

  /** Adds the last operation, whose result is the function's; once per function. */
  Tensor result(Op op, Tensor... operands) {
    return result.add(op, List.of(operands));
  }
}
