package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** What the translators of recurrent layers share. */
final class Recurrences {
  static final int TIME = 1;

  private static final List<String> GATES = List.of("input", "forget", "cell", "output");
  private static final List<String> PEEPHOLES = List.of("input", "forget", "output");

  private static final Map<Class<? extends IActivation>, RecurrentActivation> ACTIVATIONS =
      Map.of(
          ActivationIdentity.class, RecurrentActivation.NONE,
          ActivationReLU6.class, RecurrentActivation.RELU6,
          ActivationTanH.class, RecurrentActivation.TANH);

  private Recurrences() {}

  /** The function as LiteRT's recurrent operations know it; empty if they do not. */
  static Optional<RecurrentActivation> activation(IActivation activation) {
    if (activation instanceof ActivationReLU) {
      return activation.equals(new ActivationReLU())
          ? Optional.of(RecurrentActivation.RELU)
          : Optional.empty();
    }
    return Optional.ofNullable(ACTIVATIONS.get(activation.getClass()));
  }

  /** Whether LiteRT's LSTM computes with these functions. */
  static boolean isFused(IActivation activation, IActivation gate) {
    return gate.getClass() == ActivationSigmoid.class
        && activation(activation).filter(a -> a != RecurrentActivation.NONE).isPresent();
  }

  /** A sequence that a layer with weights for so many features can read. */
  static void requireFeatures(Value.Sequence input, int features) {
    if (input.channels() != features) {
      throw new UntranslatableException(
          "it takes " + features + " values a step but is fed " + input.channels(),
          "Check nIn and the network's InputType");
    }
  }

  /** Adds a long short-term memory of one operation. */
  static Tensor lstm(
      LayerScope scope, LstmWeights weights, IActivation activation, Tensor sequence) {
    UnidirectionalSequenceLstm op =
        UnidirectionalSequenceLstm.of(activation(activation).orElseThrow(), weights.hasPeepholes());
    Shape units = Shape.of(weights.units());
    Shape input = Shape.of(weights.units(), weights.features());
    Shape recurrent = Shape.of(weights.units(), weights.units());
    List<Tensor> operands = new ArrayList<>();
    operands.add(sequence);
    add(operands, scope, GATES, "input_weight", input, weights.input());
    add(operands, scope, GATES, "recurrent_weight", recurrent, weights.recurrent());
    if (weights.hasPeepholes()) {
      add(operands, scope, PEEPHOLES, "peephole", units, weights.peepholes());
    }
    add(operands, scope, GATES, "bias", units, weights.bias());
    return scope.output(op, operands);
  }

  private static void add(
      List<Tensor> operands,
      LayerScope scope,
      List<String> gates,
      String what,
      Shape shape,
      float[][] values) {
    for (int gate = 0; gate < values.length; gate++) {
      operands.add(scope.auxiliary(gates.get(gate) + "_" + what, shape, values[gate]));
    }
  }

  /** Adds the last step of a sequence as the layer's result. */
  static Value lastStep(LayerScope scope, Value.Sequence sequence) {
    int batch = sequence.shape().dim(0);
    Slice last =
        new Slice(List.of(0, sequence.length() - 1, 0), List.of(batch, 1, sequence.channels()));
    Tensor step = scope.helper("last_step", last, List.of(sequence.tensor()));
    Reshape vector = new Reshape(Shape.of(batch, sequence.channels()));
    return Value.Features.of(scope.output(vector, List.of(step)));
  }

  /** Adds a sequence all of whose steps are a vector as the layer's result. */
  static Value repeated(LayerScope scope, Value.Features vector, int length, RNNFormat format) {
    Shape shape = vector.shape();
    Reshape step = new Reshape(Shape.of(shape.dim(0), 1, shape.dim(1)));
    Tensor single =
        scope.helper("single_step", step, List.of(vector.inTrainedOrder(scope, "arranged")));
    Tensor sequence = scope.output(new Tile(List.of(1, length, 1)), List.of(single));
    return new Value.Sequence(sequence, format);
  }

  /** Adds the sequence back to front. */
  static Tensor reversed(LayerScope scope, String name, Tensor sequence) {
    return scope.helper(name, new ReverseV2(TIME), List.of(sequence));
  }
}
