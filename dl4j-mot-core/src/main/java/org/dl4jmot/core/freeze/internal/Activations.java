package org.dl4jmot.core.freeze.internal;

import static org.dl4jmot.core.freeze.internal.ActivationFunction.operation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Tanh;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * All activation functions, found by the class of their configuration. One whose settings have no
 * form in a graph throws {@link UntranslatableException} where it is made.
 */
public final class Activations {
  private static final Map<Class<?>, Function<IActivation, ActivationFunction>> FUNCTIONS =
      Map.ofEntries(
          entry(ActivationIdentity.class, conf -> new IdentityActivation()),
          entry(ActivationReLU.class, RectifierActivation::of),
          entry(ActivationReLU6.class, conf -> operation(new Relu6())),
          entry(ActivationSigmoid.class, conf -> operation(new Logistic())),
          entry(ActivationTanH.class, conf -> operation(new Tanh())),
          entry(ActivationSoftmax.class, conf -> new SoftmaxActivation()));

  private Activations() {}

  private static <A extends IActivation>
      Map.Entry<Class<?>, Function<IActivation, ActivationFunction>> entry(
          Class<A> type, Function<A, ActivationFunction> function) {
    return Map.entry(type, conf -> function.apply(type.cast(conf)));
  }

  /** What keeps an activation function from having a form in a graph. */
  public static List<Problem> problems(IActivation activation) {
    try {
      function(activation);
      return List.of();
    } catch (UntranslatableException e) {
      return List.of(e.problem());
    }
  }

  /**
   * A function's form in a graph.
   *
   * @throws UntranslatableException if it has none
   */
  static ActivationFunction function(IActivation activation) {
    Function<IActivation, ActivationFunction> function = FUNCTIONS.get(activation.getClass());
    if (function == null) {
      throw unsupported(activation);
    }
    return function.apply(activation);
  }

  /** Says that a function, or a setting of it, has no form in a graph. */
  static UntranslatableException unsupported(IActivation activation) {
    return new UntranslatableException(
        "its activation function "
            + activation.getClass().getSimpleName()
            + " ("
            + activation
            + ") is not supported",
        "Use identity, relu (at most with maximum 6), relu6, sigmoid, tanh or softmax");
  }
}
