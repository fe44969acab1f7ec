package org.dl4jmot.runtime.sweep;

import java.util.Map;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one recurrent operation each. */
final class RecurrentCases {
  static final Map<String, Function<Draw, Graph>> FLOATS =
      Map.of(
          "UNIDIRECTIONAL_SEQUENCE_LSTM", draw -> lstm(draw, RecurrentCases::floats),
          "UNIDIRECTIONAL_SEQUENCE_RNN",
              draw -> rnn(draw, draw.recurrentActivation(), RecurrentCases::floats));

  static final Map<String, Function<Draw, Graph>> HYBRIDS =
      Map.of(
          "UNIDIRECTIONAL_SEQUENCE_LSTM", draw -> lstm(draw, RecurrentCases::integers),
          "UNIDIRECTIONAL_SEQUENCE_RNN",
              draw -> rnn(draw, RecurrentActivation.TANH, RecurrentCases::integers));

  static final Map<String, Function<Draw, Graph>> HYBRIDS_WITHOUT_EXPONENTIALS =
      Map.of(
          "UNIDIRECTIONAL_SEQUENCE_RNN",
          draw -> rnn(draw, withoutExponentials(draw), RecurrentCases::integers));

  private RecurrentCases() {}

  /** Adds a constant of random weights, whose products with a state of ones are of order one. */
  @FunctionalInterface
  private interface Weights {
    void add(OneOp op, Draw draw, Shape shape);
  }

  private static void floats(OneOp op, Draw draw, Shape shape) {
    float[] values = new float[shape.elements()];
    float size = draw.real(0.2, 2) / (float) Math.sqrt(shape.dim(-1));
    for (int i = 0; i < values.length; i++) {
      values[i] = draw.real(-size, size);
    }
    op.constant(shape, ConstantData.of(values));
  }

  private static void integers(OneOp op, Draw draw, Shape shape) {
    float scale = draw.real(0.2, 2) / (float) Math.sqrt(shape.dim(-1)) / 127;
    op.constant(
        shape,
        ConstantData.of(draw.weights(shape.elements())),
        QuantizationParameters.perTensor(scale, 0));
  }

  private static Graph lstm(Draw draw, Weights weights) {
    int units = draw.integer(1, 20);
    int features = draw.integer(1, 20);
    boolean timeMajor = draw.chance(0.3);
    UnidirectionalSequenceLstm lstm =
        new UnidirectionalSequenceLstm(
            draw.chance(0.8) ? RecurrentActivation.TANH : RecurrentActivation.RELU6,
            draw.chance(0.5),
            timeMajor,
            draw.chance(0.5),
            UnidirectionalSequenceLstm.GREATEST_CELL_EXPONENT);
    OneOp op = new OneOp().input(sequence(draw, features, timeMajor));
    for (int index = 1; index < lstm.recurrentWeights(0); index++) {
      weights.add(op, draw, Shape.of(units, features));
    }
    for (int index = lstm.recurrentWeights(0); index < lstm.firstPeephole(); index++) {
      weights.add(op, draw, Shape.of(units, units));
    }
    for (int index = lstm.firstPeephole(); index < lstm.bias(0); index++) {
      weights.add(op, draw, Shape.of(units));
    }
    for (int index = lstm.bias(0); index < lstm.inputCount(); index++) {
      floats(op, draw, Shape.of(units));
    }
    return op.floats(lstm);
  }

  private static RecurrentActivation withoutExponentials(Draw draw) {
    return draw.chance(0.5) ? RecurrentActivation.RELU6 : RecurrentActivation.NONE;
  }

  static final Map<String, Function<Draw, Graph>> INTEGERS =
      Map.of("UNIDIRECTIONAL_SEQUENCE_LSTM", RecurrentCases::integerLstm);

  /** With states and sums mostly of a size that the gates' functions do not saturate. */
  private static Graph integerLstm(Draw draw) {
    int units = draw.integer(1, 20);
    int features = draw.integer(1, 20);
    boolean timeMajor = draw.chance(0.3);
    UnidirectionalSequenceLstm lstm =
        new UnidirectionalSequenceLstm(
            RecurrentActivation.TANH,
            draw.chance(0.5),
            timeMajor,
            false,
            draw.integer(
                UnidirectionalSequenceLstm.LEAST_CELL_EXPONENT,
                UnidirectionalSequenceLstm.GREATEST_CELL_EXPONENT));
    QuantizationParameters input =
        QuantizationParameters.perTensor(draw.logUniform(1e-3, 1e-1), draw.zeroPoint());
    OneOp op = new OneOp().input(DataType.INT8, sequence(draw, features, timeMajor), input);
    for (int index = 1; index < lstm.firstPeephole(); index++) {
      int columns = index < lstm.recurrentWeights(0) ? features : units;
      integers(op, draw, Shape.of(units, columns));
    }
    for (int index = lstm.firstPeephole(); index < lstm.bias(0); index++) {
      op.constant(
          Shape.of(units),
          draw.shorts(units),
          QuantizationParameters.perTensor(draw.logUniform(1e-6, 1e-3), 0));
    }
    for (int index = lstm.bias(0); index < lstm.inputCount(); index++) {
      op.constant(Shape.of(units), ConstantData.of(draw.biases(units)));
    }
    return op.quantized(
        lstm,
        DataType.INT8,
        QuantizationParameters.perTensor(draw.logUniform(2e-3, 2e-2), draw.zeroPoint()));
  }

  private static Graph rnn(Draw draw, RecurrentActivation activation, Weights weights) {
    int units = draw.integer(1, 20);
    int features = draw.integer(1, 20);
    boolean timeMajor = draw.chance(0.3);
    OneOp op = new OneOp().input(sequence(draw, features, timeMajor));
    weights.add(op, draw, Shape.of(units, features));
    weights.add(op, draw, Shape.of(units, units));
    floats(op, draw, Shape.of(units));
    return op.floats(new UnidirectionalSequenceRnn(activation, timeMajor, draw.chance(0.5)));
  }

  private static Shape sequence(Draw draw, int features, boolean timeMajor) {
    int samples = draw.integer(1, 3);
    int steps = draw.integer(1, 6);
    return timeMajor ? Shape.of(steps, samples, features) : Shape.of(samples, steps, features);
  }
}
