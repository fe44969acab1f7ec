package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.quantization.plan.UnquantizableGraphException;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.quantization.testing.Models;
import org.dl4jmot.runtime.delegate.DelegateVerdict;
import org.dl4jmot.runtime.delegate.Delegates;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Test;

/** The schemes that change how weights are stored: dynamic range and float16. */
class StorageSchemesTest {
  private final GraphSketch sketch = new GraphSketch(4);
  private final Tensor input = sketch.input("in", 1, 32);

  /** The zeros that a file adds in float32 would keep XNNPACK from float16 weights. */
  @Test
  void float16GivesConvolutionsWithoutBiasOneOfTheirType() {
    Tensor image = sketch.input("image", 1, 4, 4, 2);
    float[] weights = sketch.gaussian(8, 1);
    Tensor filter = sketch.constant("filter", Shape.of(1, 2, 2, 2), weights);
    Op depthwise = new DepthwiseConv2d(Window.of(1, 1, Padding.SAME), Activation.NONE);
    Tensor result = sketch.op("depthwise", depthwise, image, filter);
    Graph half =
        Float16.standard().apply(GraphSketch.stageInput(sketch.build(result, input))).graph();
    DelegateVerdict verdict = Delegates.xnnpack().judge(half);
    assertTrue(verdict.isWhole(), () -> verdict.summary() + half);
    assertEquals(2, half.nodes(Dequantize.class).size());
    try (LiteRtModel model = LiteRtModel.open(Models.file(half), LiteRtOptions.xnnpack())) {
      assertEquals(half.nodes().size(), model.delegation().delegated());
    }
  }

  @Test
  void dynamicRangeQuantizesLargeWeightsOnly() {
    Tensor large = sketch.dense("large", input, 32, Activation.RELU);
    Graph graph = sketch.build(sketch.dense("small", large, 31, Activation.NONE));
    Graph dynamic = DynamicRange.standard().apply(GraphSketch.stageInput(graph)).graph();

    assertEquals(DataType.INT8, dynamic.tensor("large/weight").type());
    assertEquals(32, dynamic.tensor("large/weight").requireQuantization().scales().length);
    assertEquals(DataType.FLOAT32, dynamic.tensor("large/bias").type());
    assertEquals(DataType.FLOAT32, dynamic.tensor("small/weight").type());
    assertTrue(((FullyConnected) dynamic.nodes().get(0).op()).asymmetricInputs());
    assertFalse(((FullyConnected) dynamic.nodes().get(1).op()).asymmetricInputs());
  }

  @Test
  void dynamicRangeHeedsItsSettings() {
    Graph graph = sketch.build(sketch.dense("dense", input, 2, Activation.RELU));
    DynamicRange scheme =
        DynamicRange.standard()
            .withMinElements(64)
            .withDenseWeights(Granularity.PER_TENSOR)
            .withDenseInputs(DynamicRange.DenseInputs.SYMMETRIC);
    Graph dynamic = scheme.apply(GraphSketch.stageInput(graph)).graph();

    assertEquals(1, dynamic.tensor("dense/weight").requireQuantization().scales().length);
    assertFalse(((FullyConnected) dynamic.nodes().get(0).op()).asymmetricInputs());
    Graph untouched = scheme.withFloatLayers("dense").apply(GraphSketch.stageInput(graph)).graph();
    assertEquals(DataType.FLOAT32, untouched.tensor("dense/weight").type());
    assertThrows(IllegalArgumentException.class, () -> scheme.withMinElements(0));
  }

  @Test
  void dynamicRangeKeepsTheFloatsThatSomeoneElseReads() {
    Tensor weight = sketch.constant("w", Shape.of(32, 32), sketch.gaussian(1024, 1));
    Tensor dense = sketch.op("dense", FullyConnected.of(Activation.NONE), input, weight);
    Graph graph = sketch.build(sketch.op("sum", new Add(Activation.NONE), dense, weight));
    Graph dynamic = DynamicRange.standard().apply(GraphSketch.stageInput(graph)).graph();

    assertEquals(DataType.FLOAT32, dynamic.tensor("w").type());
    assertEquals(DataType.INT8, dynamic.tensor(dynamic.nodes().get(0).inputs().get(1)).type());
  }

  @Test
  void float16StoresWeightsAndBiases() {
    Graph graph = sketch.build(sketch.dense("dense", input, 2, Activation.NONE));
    Graph half = Float16.standard().apply(GraphSketch.stageInput(graph)).graph();

    assertEquals(DataType.FLOAT16, half.tensor("dense/weight").type());
    assertEquals(DataType.FLOAT16, half.tensor("dense/bias").type());
    assertEquals(2, half.nodes(Dequantize.class).size());
    assertEquals(DataType.FLOAT32, half.outputTensors().get(0).type());
  }

  @Test
  void float16WidensASharedWeightOnce() {
    Tensor weight = sketch.constant("w", Shape.of(32, 32), sketch.gaussian(1024, 1));
    FullyConnected op = FullyConnected.of(Activation.NONE);
    Tensor second = sketch.op("second", op, sketch.op("first", op, input, weight), weight);
    Graph half = Float16.standard().apply(GraphSketch.stageInput(sketch.build(second))).graph();

    assertEquals(1, half.nodes(Dequantize.class).size());
  }

  @Test
  void float16LeavesWhatItCannotHoldAndSaysSo() {
    Tensor weight = sketch.constant("w", Shape.of(1, 32), filled(32, 1e5f));
    Tensor dense = sketch.op("dense", FullyConnected.of(Activation.NONE), input, weight);
    StageResult result = Float16.standard().apply(GraphSketch.stageInput(sketch.build(dense)));

    assertEquals(DataType.FLOAT32, result.graph().tensor("w").type());
    assertEquals(
        List.of("'w' stays float32: float16 does not hold its 100000.0"), result.warnings());
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    Tensor weight = sketch.constant("w", Shape.of(32, 32), filled(1024, Float.NaN));
    Tensor dense = sketch.op("dense", FullyConnected.of(Activation.NONE), input, weight);
    Graph graph = sketch.build(dense);
    for (var stage : List.of(Float16.standard(), DynamicRange.standard())) {
      assertThrows(
          UnquantizableGraphException.class,
          () -> stage.apply(GraphSketch.stageInput(graph)),
          stage.name());
    }
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
