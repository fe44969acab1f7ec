package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Tanh;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activation functions and their operations. */
public final class Activations {
  private static final Map<Class<? extends IActivation>, Function<IActivation, Optional<Op>>>
      OPERATIONS =
          Map.of(
              ActivationIdentity.class, any -> Optional.of(new Identity()),
              ActivationReLU.class, any -> rectifier((ActivationReLU) any),
              ActivationReLU6.class, any -> Optional.of(new Relu6()),
              ActivationSigmoid.class, any -> Optional.of(new Logistic()),
              ActivationTanH.class, any -> Optional.of(new Tanh()),
              ActivationSoftmax.class, any -> Optional.of(Softmax.standard()));

  private Activations() {}

  private static Optional<Op> rectifier(ActivationReLU activation) {
    if (orZero(activation.getThreshold()) != 0 || orZero(activation.getNegativeSlope()) != 0) {
      return Optional.empty();
    }
    if (activation.getMax() == null) {
      return Optional.of(new Relu());
    }
    return activation.getMax() == 6 ? Optional.of(new Relu6()) : Optional.empty();
  }

  private static double orZero(Double value) {
    return value == null ? 0 : value;
  }

  private static Optional<Op> find(IActivation activation) {
    return OPERATIONS
        .getOrDefault(activation.getClass(), any -> Optional.empty())
        .apply(activation);
  }

  /** What keeps an activation function from having an operation; empty for those that have one. */
  public static List<Problem> problems(IActivation activation) {
    if (find(activation).isPresent()) {
      return List.of();
    }
    return List.of(
        new Problem(
            "its activation function " + describe(activation) + " is not supported",
            "Use identity, relu (at most with maximum 6), relu6, sigmoid, tanh or softmax"));
  }

  private static String describe(IActivation activation) {
    return activation.getClass().getSimpleName() + " (" + activation + ")";
  }

  /**
   * The operation of a function without {@link #problems}.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static Op operation(IActivation activation) {
    return find(activation)
        .orElseThrow(() -> new IllegalArgumentException("no operation for " + activation));
  }

  /**
   * Checks that an operation means the same in both layouts.
   *
   * @throws UntranslatableException for softmax on NCHW images, which Deeplearning4j takes along
   *     the image's rows
   */
  public static void requireApplicable(Op operation, Value value) {
    if (operation instanceof Softmax
        && value instanceof Value.Image image
        && image.format() == CNN2DFormat.NCHW) {
      throw new UntranslatableException(
          "Deeplearning4j takes softmax of NCHW images along their width, not their channels",
          "Use the NHWC data format, where softmax is taken over the channels");
    }
  }
}
