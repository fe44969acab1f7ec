package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.quantization.calibrate.Calibrator;
import org.dl4jmot.quantization.calibrate.Observer;
import org.dl4jmot.quantization.testing.ErrorBound;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.quantization.testing.RandomGraphs;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Integer networks beside the float networks they were made from, tensor by tensor. */
class QuantizedAccuracyTest {

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void everyTensorOfARandomNetworkIsWithinTheDerivedBound(Granularity granularity) {
    PlanSettings settings =
        PlanSettings.defaults().withConvolutionWeights(granularity).withDenseWeights(granularity);
    for (long seed = 0; seed < 60; seed++) {
      GraphSketch sketch = new GraphSketch(seed);
      Graph graph = RandomGraphs.next(sketch, 3 + (int) (seed % 6));
      List<float[][]> samples = sketch.samples(graph, 8);
      assertWithinBound("seed " + seed, graph, settings, samples);
    }
  }

  private static void assertWithinBound(
      String label, Graph graph, PlanSettings settings, List<float[][]> samples) {
    QuantizationTargets targets = QuantizationTargets.of(graph, settings);
    List<String> tensors = targets.ranged().stream().map(RangedTensor::name).toList();
    QuantizationPlan plan =
        QuantizationPlan.of(
            graph, targets, Calibrator.run(graph, tensors, samples, Observer.minMax()).ranges());
    Interpreter floats = new Interpreter(graph);
    Interpreter integers = new Interpreter(Quantizer.apply(graph, plan, Border.INT8));
    ErrorBound bound = new ErrorBound(graph, plan, magnitudes(floats, samples));
    for (float[][] sample : samples) {
      run(floats, sample);
      run(integers, sample);
      for (Tensor tensor : graph.tensors()) {
        if (!tensor.isConstant()) {
          float[] wanted = floats.tensor(tensor.name()).toReal();
          float[] made = integers.tensor(tensor.name()).toReal();
          double limit = bound.of(tensor.name());
          for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], made[i], limit, () -> label + " " + tensor + "\n" + graph);
          }
        }
      }
    }
  }

  private static Map<String, Float> magnitudes(Interpreter floats, List<float[][]> samples) {
    Map<String, Float> magnitudes = new HashMap<>();
    for (float[][] sample : samples) {
      run(floats, sample);
      for (Tensor tensor : floats.graph().tensors()) {
        for (float value : floats.tensor(tensor.name()).toReal()) {
          magnitudes.merge(tensor.name(), Math.abs(value), Math::max);
        }
      }
    }
    return magnitudes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noiseOfAConvolutionIsThatOfItsRoundings(long seed) {
    GraphSketch sketch = new GraphSketch(seed);
    Tensor input = sketch.input("input", 1, 12, 12, 8);
    Graph graph = sketch.build(sketch.conv("conv", input, 16, 1, Activation.NONE));
    List<float[][]> samples = sketch.samples(graph, 4);
    QuantizationTargets targets = QuantizationTargets.of(graph, PlanSettings.defaults());
    QuantizationPlan plan =
        QuantizationPlan.of(
            graph,
            targets,
            Calibrator.run(graph, List.of("input", "conv"), samples, Observer.minMax()).ranges());
    Interpreter floats = new Interpreter(graph);
    Interpreter integers = new Interpreter(Quantizer.apply(graph, plan, Border.INT8));
    double noise = 0;
    int count = 0;
    for (float[][] sample : samples) {
      run(floats, sample);
      run(integers, sample);
      float[] wanted = floats.output(0).toReal();
      float[] made = integers.output(0).toReal();
      for (int i = 0; i < wanted.length; i++) {
        noise += Math.pow(wanted[i] - made[i], 2);
        count++;
      }
    }
    double predicted = predictedNoise(graph, plan);
    double ratio = noise / count / predicted;
    // Uniform, independent rounding errors have variance scale^2 / 12. The few weights are rounded
    // once for all outputs, which leaves room around the expectation.
    assertTrue(ratio > 0.5 && ratio < 2, "seed " + seed + ": measured / predicted = " + ratio);
  }

  private static double predictedNoise(Graph graph, QuantizationPlan plan) {
    float[] weights = graph.tensor("conv/weight").requireData().toFloats();
    double inputScale = plan.activation("input").orElseThrow().parameters().scale();
    double outputScale = plan.activation("conv").orElseThrow().parameters().scale();
    double uniformPower = 1 / 3.0;
    double noise = 0;
    for (int i = 0; i < weights.length; i++) {
      double weightScale = plan.constant("conv", 1).orElseThrow().parameters().scale(i / 8);
      noise += Math.pow(weights[i] * inputScale, 2) + uniformPower * Math.pow(weightScale, 2);
    }
    return (noise / 16 + Math.pow(outputScale, 2)) / 12;
  }

  private static void run(Interpreter interpreter, float[][] sample) {
    for (int input = 0; input < sample.length; input++) {
      interpreter.input(input).setReal(sample[input]);
    }
    interpreter.run();
  }
}
