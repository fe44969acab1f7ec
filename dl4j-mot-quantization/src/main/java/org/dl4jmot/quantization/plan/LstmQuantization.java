package org.dl4jmot.quantization.plan;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * The integer form of an LSTM, as LiteRT's specification has it: weights int8, one scale each,
 * biases int32 at the scale of input and weights, peepholes int16, an int16 cell state.
 */
final class LstmQuantization {
  private static final int PEEPHOLE_BITS = 16;
  private static final int CELL_BITS = 15;

  private LstmQuantization() {}

  /** The LSTM of a node that is one. */
  static Optional<UnidirectionalSequenceLstm> of(Node node) {
    return node.op() instanceof UnidirectionalSequenceLstm lstm
        ? Optional.of(lstm)
        : Optional.empty();
  }

  /** What keeps an LSTM from having an integer form. */
  static Optional<String> floatReason(UnidirectionalSequenceLstm lstm, Graph graph, Node node) {
    if (lstm.activation() != RecurrentActivation.TANH) {
      return Optional.of("LiteRT's integer LSTM computes with tanh alone");
    }
    return graph.inputsOf(node).stream()
        .skip(1)
        .filter(tensor -> !tensor.isConstant())
        .findFirst()
        .map(tensor -> "its weights or bias '" + tensor.name() + "' are computed, not constant");
  }

  /** Its constants, by their index among its inputs. */
  static Map<Integer, PlannedTensor> constants(
      UnidirectionalSequenceLstm lstm, Graph graph, Node node, float inputScale) {
    Map<Integer, PlannedTensor> planned = new TreeMap<>();
    for (int gate = 0; gate < UnidirectionalSequenceLstm.GATES; gate++) {
      Tensor input = tensor(graph, node, lstm.inputWeights(gate));
      Tensor bias = tensor(graph, node, lstm.bias(gate));
      QuantizationParameters scale =
          BiasQuantization.makeRoom(scale(input, 8), bias.requireData().toFloats(), inputScale);
      planned.put(lstm.inputWeights(gate), weights(input, DataType.INT8, scale, 8));
      Tensor recurrent = tensor(graph, node, lstm.recurrentWeights(gate));
      planned.put(
          lstm.recurrentWeights(gate), weights(recurrent, DataType.INT8, scale(recurrent, 8), 8));
      planned.put(lstm.bias(gate), bias(bias, BiasQuantization.parameters(scale, inputScale)));
    }
    for (int i = 0; i < lstm.peepholeCount(); i++) {
      Tensor peephole = tensor(graph, node, lstm.firstPeephole() + i);
      planned.put(
          lstm.firstPeephole() + i,
          weights(peephole, DataType.INT16, scale(peephole, PEEPHOLE_BITS), PEEPHOLE_BITS));
    }
    return planned;
  }

  private static Tensor tensor(Graph graph, Node node, int index) {
    return graph.tensor(node.inputs().get(index));
  }

  private static QuantizationParameters scale(Tensor weights, int bits) {
    return WeightQuantization.parameters(
        weights.requireData().toFloats(), weights.shape(), 0, Granularity.PER_TENSOR, bits);
  }

  private static PlannedTensor weights(
      Tensor tensor, DataType type, QuantizationParameters parameters, int bits) {
    return new PlannedTensor(
        tensor.name(),
        type,
        parameters,
        ParameterSource.VALUES,
        Optional.empty(),
        IntegerRange.narrow(bits));
  }

  private static PlannedTensor bias(Tensor tensor, QuantizationParameters parameters) {
    return new PlannedTensor(
        tensor.name(),
        DataType.INT32,
        parameters,
        ParameterSource.PRODUCT,
        Optional.empty(),
        BiasQuantization.INTEGERS);
  }

  /**
   * The operation with the finest scale that holds every cell state: a step adds a product of gate
   * and tanh, so less than 1, to what the forget gate leaves. Beyond 64 steps LiteRT's limit, 64,
   * has to do; cell states saturate there. A file of one step is for sequences fed step by step,
   * whose cell state goes on: it gets that limit too.
   */
  static Op integerForm(Op op, Graph graph, Node node) {
    if (!(op instanceof UnidirectionalSequenceLstm lstm)) {
      return op;
    }
    int steps = graph.tensor(node.input()).shape().dim(lstm.timeMajor() ? 0 : 1);
    if (steps == 1) {
      return lstm.withCellExponent(UnidirectionalSequenceLstm.GREATEST_CELL_EXPONENT);
    }
    int exponent = Integer.SIZE - Integer.numberOfLeadingZeros(steps - 1) - CELL_BITS;
    return lstm.withCellExponent(
        Math.min(UnidirectionalSequenceLstm.GREATEST_CELL_EXPONENT, exponent));
  }
}
