package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.tensor.Tensor;

/** No activation function. */
final class IdentityActivation implements ActivationFunction {
  @Override
  public Tensor apply(ActivationSteps at, Value input) {
    return at.result(new Identity(), input.tensor());
  }

  @Override
  public boolean isIdentity() {
    return true;
  }
}
