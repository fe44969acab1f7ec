package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LstmQuantizationTest {
  private static final float INPUT_SCALE = 0.5f;

  @ParameterizedTest
  @CsvSource({"1, -9", "2, -14", "3, -13", "28, -10", "64, -9", "1000, -9"})
  void cellStatesHaveTheFinestScaleThatHoldsThemAll(int steps, int exponent) {
    Graph graph = lstm(RecurrentActivation.TANH, steps);
    Node node = graph.nodes().get(0);
    assertEquals(
        exponent,
        ((UnidirectionalSequenceLstm) LstmQuantization.integerForm(node.op(), graph, node))
            .cellExponent());
  }

  @Test
  void constantsHaveTheScalesOfLiteRtsSpecification() {
    Graph graph = lstm(RecurrentActivation.TANH, 5);
    Node node = graph.nodes().get(0);
    UnidirectionalSequenceLstm lstm = (UnidirectionalSequenceLstm) node.op();
    Map<Integer, PlannedTensor> planned =
        LstmQuantization.constants(lstm, graph, node, INPUT_SCALE);
    assertEquals(lstm.inputCount() - 1, planned.size());
    // Weights of gate i are all i + 1, so that each has a scale of its own.
    for (int gate = 0; gate < UnidirectionalSequenceLstm.GATES; gate++) {
      float weight = (gate + 1) / 127f;
      assertPlanned(planned.get(lstm.inputWeights(gate)), DataType.INT8, weight);
      assertPlanned(planned.get(lstm.recurrentWeights(gate)), DataType.INT8, weight);
      assertPlanned(planned.get(lstm.bias(gate)), DataType.INT32, weight * INPUT_SCALE);
    }
    for (int i = 0; i < lstm.peepholeCount(); i++) {
      assertPlanned(planned.get(lstm.firstPeephole() + i), DataType.INT16, (i + 1) / 32767f);
    }
  }

  private static void assertPlanned(PlannedTensor planned, DataType type, float scale) {
    assertEquals(type, planned.type(), planned.name());
    assertEquals(scale, planned.parameters().scale(), planned.name());
    assertEquals(0, planned.parameters().zeroPoint(), planned.name());
  }

  @Test
  void onlyTanhHasAnIntegerForm() {
    assertFalse(floatReason(RecurrentActivation.TANH));
    assertTrue(floatReason(RecurrentActivation.RELU));
  }

  private static boolean floatReason(RecurrentActivation activation) {
    Graph graph = lstm(activation, 5);
    Node node = graph.nodes().get(0);
    UnidirectionalSequenceLstm lstm = LstmQuantization.of(node).orElseThrow();
    return LstmQuantization.floatReason(lstm, graph, node).isPresent();
  }

  private static Graph lstm(RecurrentActivation activation, int steps) {
    GraphSketch sketch = new GraphSketch(4);
    UnidirectionalSequenceLstm lstm = UnidirectionalSequenceLstm.of(activation, true);
    List<Tensor> operands = new ArrayList<>();
    operands.add(sketch.input("in", 1, steps, 3));
    for (int index = 1; index < lstm.inputCount(); index++) {
      Shape shape =
          index < lstm.recurrentWeights(0)
              ? Shape.of(2, 3)
              : index < lstm.firstPeephole() ? Shape.of(2, 2) : Shape.of(2);
      float[] values = new float[shape.elements()];
      Arrays.fill(values, value(lstm, index));
      operands.add(sketch.constant("constant" + index, shape, values));
    }
    return sketch.build(sketch.op("lstm", lstm, operands.toArray(Tensor[]::new)));
  }

  private static float value(UnidirectionalSequenceLstm lstm, int index) {
    boolean peephole = index >= lstm.firstPeephole() && index < lstm.bias(0);
    return peephole
        ? index - lstm.firstPeephole() + 1
        : (index - 1) % UnidirectionalSequenceLstm.GATES + 1;
  }
}
