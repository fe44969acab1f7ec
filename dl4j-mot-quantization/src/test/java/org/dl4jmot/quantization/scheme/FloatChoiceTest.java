package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Layers left in float by name, by type and by operation, in the forms that take such a choice. */
class FloatChoiceTest {
  private final GraphSketch sketch = new GraphSketch(11);
  private final StageInput network = network();

  // in -> conv -> hidden -> out -> softmax; each node is a layer of its own name.
  private StageInput network() {
    Tensor conv = sketch.conv("conv", sketch.input("in", 1, 2, 2, 1), 3, 1, Activation.RELU);
    Tensor hidden = sketch.dense("hidden", conv, 100, Activation.RELU);
    Tensor out = sketch.dense("out", hidden, 20, Activation.NONE);
    Op softmax = new Softmax(1);
    StageInput untyped =
        GraphSketch.stageInput(sketch.build(sketch.op("probabilities", softmax, out)));
    return new StageInput(
        untyped.graph(),
        untyped.inputs(),
        Map.of(
            "conv", "ConvolutionLayer",
            "hidden", "DenseLayer",
            "out", "OutputLayer",
            "dropout", "DropoutLayer"));
  }

  private static FullInteger integer() {
    return FullInteger.calibratedBy(List.of(Nd4j.rand(100, 2, 2, 1)));
  }

  private static List<String> floatNodes(StageResult result) {
    Graph graph = result.graph();
    return graph.nodes().stream()
        .filter(node -> !node.layers().isEmpty())
        .filter(node -> graph.tensor(node.output()).type() == DataType.FLOAT32)
        .map(Node::name)
        .collect(Collectors.toList());
  }

  @Test
  void layersOfATypeStayFloat() {
    StageResult result = integer().withFloatLayerTypes("DenseLayer").apply(network);
    assertEquals(List.of("hidden"), floatNodes(result));
    assertTrue(result.recipe().get("weights").endsWith("float types DenseLayer"));
  }

  @Test
  void operationsOfATypeStayFloatAndTheWarningSaysWhy() {
    StageResult result = integer().withFloatOperations("FULLY_CONNECTED").apply(network);
    assertEquals(List.of("hidden", "out"), floatNodes(result));
    assertTrue(
        result.warnings().stream()
            .anyMatch(line -> line.endsWith("the caller keeps FULLY_CONNECTED in float")),
        result.warnings().toString());
  }

  @Test
  void choicesAddUp() {
    StageResult result =
        integer()
            .withFloatLayers("conv")
            .withFloatLayerTypes("OutputLayer")
            .withFloatOperations("SOFTMAX")
            .apply(network);
    assertEquals(List.of("conv", "out", "probabilities"), floatNodes(result));
  }

  @Test
  void dynamicRangeLeavesTheChosenWeightsFloat() {
    DynamicRange all = DynamicRange.standard().withMinElements(1);
    assertEquals(List.of("conv", "hidden", "out"), integerWeights(all));
    assertEquals(List.of("conv", "out"), integerWeights(all.withFloatLayerTypes("DenseLayer")));
    assertEquals(List.of("conv"), integerWeights(all.withFloatOperations("FULLY_CONNECTED")));
    assertEquals(List.of("hidden"), integerWeights(all.withFloatLayers("conv", "out")));
  }

  private List<String> integerWeights(DynamicRange form) {
    return form.apply(network).graph().tensors().stream()
        .filter(tensor -> tensor.isConstant() && tensor.type() == DataType.INT8)
        .map(tensor -> tensor.name().replace("/weight", ""))
        .toList();
  }

  @Test
  void everythingUnknownIsNamedInOneMessageTogetherWithWhatThereIs() {
    FullInteger form =
        integer()
            .withFloatLayers("conv7")
            .withFloatLayerTypes("LSTM", "DropoutLayer")
            .withFloatOperations("ADD");
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> form.apply(network));
    String message = error.getMessage();
    assertTrue(message.contains("[conv7]; it has [conv, hidden, out, probabilities]"), message);
    assertTrue(message.contains("LSTM"), message);
    // Known to the network, but nothing of it is left in the graph.
    assertTrue(message.contains("DropoutLayer"), message);
    assertTrue(message.contains("[ADD]; it has [CONV_2D, FULLY_CONNECTED, SOFTMAX]"), message);
  }
}
