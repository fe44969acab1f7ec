package org.dl4jmot.core.freeze.internal;

import static org.dl4jmot.core.freeze.internal.ActivationFunction.operation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Tanh;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

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
          entry(ActivationSoftmax.class, conf -> new SoftmaxActivation()),
          entry(ActivationLReLU.class, RectifierActivation::leaky),
          entry(ActivationPReLU.class, RectifierActivation::sloped),
          entry(ActivationRReLU.class, RectifierActivation::randomized),
          entry(ActivationThresholdedReLU.class, RectifierActivation::thresholded),
          entry(ActivationELU.class, ExponentialActivation::elu),
          entry(ActivationSELU.class, conf -> ExponentialActivation.selu()),
          entry(ActivationSwish.class, conf -> ExponentialActivation.swish()),
          entry(ActivationSoftPlus.class, conf -> ExponentialActivation.softPlus()),
          entry(ActivationMish.class, conf -> ExponentialActivation.mish()),
          entry(ActivationGELU.class, GeluActivation::of),
          entry(ActivationHardTanH.class, conf -> operation(new ReluN1To1())),
          entry(ActivationHardSigmoid.class, conf -> SigmoidalActivation.hardSigmoid()),
          entry(ActivationRectifiedTanh.class, conf -> SigmoidalActivation.rectifiedTanh()),
          entry(ActivationRationalTanh.class, conf -> SigmoidalActivation::rationalTanh),
          entry(ActivationSoftSign.class, conf -> SigmoidalActivation.softSign()),
          entry(ActivationCube.class, conf -> SigmoidalActivation.cube()));

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
        "Use one of ND4J's own activation functions");
  }
}
