package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class QuantizerTest {
  private final GraphSketch sketch = new GraphSketch(2);
  private final Tensor input = sketch.input("in", 1, 4, 4, 2);

  @Test
  void floatBordersStandBetweenQuantizeAndDequantize() {
    Graph graph = sketch.build(sketch.conv("conv", input, 2, 1, Activation.NONE));
    Graph integer = quantize(graph, Set.of(), Border.FLOAT32);

    assertEquals(List.of("QUANTIZE", "CONV_2D", "DEQUANTIZE"), types(integer));
    assertEquals("in FLOAT32[1, 4, 4, 2]", integer.inputTensors().get(0).toString());
    assertEquals(DataType.FLOAT32, integer.outputTensors().get(0).type());
    assertEquals(DataType.INT8, integer.tensor("conv").type());
    assertEquals(graph.inputs().get(0).name(), integer.inputs().get(0).name());
    assertEquals(graph.outputs().get(0).name(), integer.outputs().get(0).name());
  }

  @Test
  void integerBordersNeedNoConversion() {
    Graph graph = sketch.build(sketch.conv("conv", input, 2, 1, Activation.NONE));
    Graph integer = quantize(graph, Set.of(), Border.INT8);

    assertEquals(List.of("CONV_2D"), types(integer));
    assertEquals(DataType.INT8, integer.inputTensors().get(0).type());
    assertEquals(DataType.INT8, integer.tensor("conv/weight").type());
    assertEquals(DataType.INT32, integer.tensor("conv/bias").type());
  }

  @Test
  void unsignedBordersShiftTheZeroPointAndKeepTheScale() {
    Graph graph = sketch.build(sketch.conv("conv", input, 2, 1, Activation.NONE));
    Graph integer = quantize(graph, Set.of(), Border.UINT8);

    assertEquals(List.of("QUANTIZE", "CONV_2D", "QUANTIZE"), types(integer));
    Tensor fed = integer.inputTensors().get(0);
    Tensor inside = integer.tensor(integer.nodes().get(1).input());
    assertEquals("in UINT8[1, 4, 4, 2]", fed.toString());
    assertEquals(DataType.INT8, inside.type());
    assertEquals(shifted(inside), fed.requireQuantization());
    Tensor read = integer.outputTensors().get(0);
    assertEquals(DataType.UINT8, read.type());
    assertEquals(shifted(integer.tensor("conv")), read.requireQuantization());
  }

  private static QuantizationParameters shifted(Tensor tensor) {
    QuantizationParameters parameters = tensor.requireQuantization();
    return QuantizationParameters.perTensor(parameters.scale(), parameters.zeroPoint() + 128);
  }

  @Test
  void bordersMayDifferInTypeAndSkipWhatAFloatNodeMeets() {
    Tensor a = sketch.conv("a", input, 2, 1, Activation.NONE);
    Graph graph = sketch.build(sketch.conv("b", a, 2, 1, Activation.NONE), a);
    Graph integer = quantize(graph, Set.of("b"), new Borders(Border.UINT8, Border.INT8));

    assertEquals(DataType.UINT8, integer.inputTensors().get(0).type());
    assertEquals(DataType.FLOAT32, integer.outputTensors().get(0).type());
    assertEquals(DataType.INT8, integer.outputTensors().get(1).type());
  }

  @Test
  void floatIslandStandsBetweenConversions() {
    Tensor a = sketch.conv("a", input, 2, 1, Activation.NONE);
    Tensor b = sketch.conv("b", a, 2, 1, Activation.NONE);
    Tensor sum = sketch.op("sum", new Add(Activation.NONE), a, b);
    Graph integer = quantize(sketch.build(sum), Set.of("b"), Border.INT8);

    assertEquals(List.of("CONV_2D", "DEQUANTIZE", "CONV_2D", "QUANTIZE", "ADD"), types(integer));
    assertEquals(DataType.FLOAT32, integer.tensor("b/weight").type());
  }

  @Test
  void outputOfAFloatLayerStaysFloat() {
    Tensor a = sketch.conv("a", input, 2, 1, Activation.NONE);
    Graph graph = sketch.build(sketch.conv("b", a, 2, 1, Activation.NONE), a);
    Graph integer = quantize(graph, Set.of("b"), Border.INT8);

    assertEquals(DataType.FLOAT32, integer.outputTensors().get(0).type());
    assertEquals(DataType.INT8, integer.outputTensors().get(1).type());
  }

  @Test
  void inputOfAConcatenationThatCannotShareIsRequantizedOnce() {
    Tensor a = sketch.conv("a", input, 2, 1, Activation.NONE);
    Tensor all = sketch.op("all", new Concatenation(3, Activation.NONE), input, a, input);
    Graph integer = quantize(sketch.build(all), Set.of(), Border.INT8);

    assertEquals(List.of("CONV_2D", "QUANTIZE", "CONCATENATION"), types(integer));
    Tensor converted = integer.tensor(integer.nodes(Quantize.class).get(0).output());
    assertEquals(integer.tensor("all").quantization(), converted.quantization());
    assertEquals(integer.tensor("all").quantization(), integer.tensor("a").quantization());
  }

  @Test
  void weightsReadTwiceAreStoredOnceAndTheirBiasOncePerScale() {
    Tensor weight = sketch.constant("w", Shape.of(2, 1, 1, 2), 1, 2, 3, 4);
    Tensor bias = sketch.constant("b", Shape.of(2), 1, 2);
    Conv2d conv = new Conv2d(Window.of(1, 1, Padding.SAME), Activation.NONE);
    Tensor first = sketch.op("first", conv, input, weight, bias);
    Tensor second = sketch.op("second", conv, first, weight, bias);
    Graph integer = quantize(sketch.build(second), Set.of(), Border.INT8);

    assertEquals(integer.nodes().get(0).inputs().get(1), integer.nodes().get(1).inputs().get(1));
    Tensor one = integer.tensor(integer.nodes().get(0).inputs().get(2));
    Tensor other = integer.tensor(integer.nodes().get(1).inputs().get(2));
    assertTrue(!one.quantization().equals(other.quantization()), one + " " + other);
  }

  @Test
  void constantReadByFloatAndIntegerNodesExistsInBothForms() {
    Tensor constant = sketch.constant("c", Shape.of(2), 1, 2);
    Tensor a = sketch.op("a", new Add(Activation.NONE), input, constant);
    Tensor b = sketch.op("b", new Add(Activation.NONE), a, constant);
    Graph integer = quantize(sketch.build(b), Set.of("b"), Border.FLOAT32);

    Set<DataType> types =
        Set.of(
            integer.tensor(integer.nodes().get(1).inputs().get(1)).type(),
            integer.tensor(integer.nodes().get(3).inputs().get(1)).type());
    assertEquals(Set.of(DataType.INT8, DataType.FLOAT32), types);
  }

  @Test
  void inputThatIsAnOutputTooKeepsItsValues() {
    Graph graph = sketch.build(sketch.conv("a", input, 2, 1, Activation.NONE), input);
    assertEquals(
        DataType.INT8, quantize(graph, Set.of(), Border.INT8).outputTensors().get(1).type());
    assertEquals(
        DataType.UINT8, quantize(graph, Set.of(), Border.UINT8).outputTensors().get(1).type());
    assertEquals("in", quantize(graph, Set.of(), Border.FLOAT32).outputTensors().get(1).name());
  }

  private static Graph quantize(Graph graph, Set<String> floatLayers, Border border) {
    return quantize(graph, floatLayers, Borders.both(border));
  }

  private static Graph quantize(Graph graph, Set<String> floatLayers, Borders borders) {
    QuantizationTargets targets =
        QuantizationTargets.of(graph, PlanSettings.defaults().withFloatLayers(floatLayers));
    Map<String, ActivationRange> ranges = new HashMap<>();
    int number = 1;
    for (RangedTensor tensor : targets.ranged()) {
      ranges.put(tensor.name(), new ActivationRange(-number, number++));
    }
    return Quantizer.apply(graph, QuantizationPlan.of(graph, targets, ranges), borders);
  }

  private static List<String> types(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().type()).toList();
  }
}
