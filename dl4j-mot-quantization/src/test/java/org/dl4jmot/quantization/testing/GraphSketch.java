package org.dl4jmot.quantization.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Builds small float graphs for tests; weights nobody gives are random, from the seed. */
public final class GraphSketch {
  private final GraphBuilder builder = Graph.builder();
  private final Random random;

  public GraphSketch(long seed) {
    random = new Random(seed);
  }

  public Random random() {
    return random;
  }

  public Tensor input(String name, int... shape) {
    return builder.input(Tensor.ofFloat(name, Shape.of(shape)));
  }

  public Tensor constant(String name, Shape shape, float... values) {
    return builder.add(Tensor.constant(name, shape, ConstantData.of(values)));
  }

  public Tensor replace(Tensor tensor) {
    return builder.replace(tensor);
  }

  public Tensor op(String name, Op op, Tensor... operands) {
    return builder.node(name, op, List.of(operands), name);
  }

  public Tensor conv(String name, Tensor from, int channels, int kernel, Activation activation) {
    Shape filter = Shape.of(channels, kernel, kernel, from.shape().dim(3));
    float spread = (float) Math.sqrt(2.0 / (kernel * kernel * from.shape().dim(3)));
    return conv(
        name,
        from,
        filter,
        gaussian(filter.elements(), spread),
        gaussian(channels, 0.1f),
        activation);
  }

  public Tensor conv(
      String name,
      Tensor from,
      Shape filter,
      float[] weights,
      float[] bias,
      Activation activation) {
    return op(
        name,
        new Conv2d(Window.of(1, 1, Padding.SAME), activation),
        from,
        constant(name + "/weight", filter, weights),
        constant(name + "/bias", Shape.of(bias.length), bias));
  }

  public Tensor depthwise(String name, Tensor from, Activation activation) {
    int channels = from.shape().dim(3);
    Shape filter = Shape.of(1, 3, 3, channels);
    return op(
        name,
        new DepthwiseConv2d(Window.of(1, 1, Padding.SAME), activation),
        from,
        constant(name + "/weight", filter, gaussian(filter.elements(), 0.4f)),
        constant(name + "/bias", Shape.of(channels), gaussian(channels, 0.1f)));
  }

  public Tensor dense(String name, Tensor from, int units, Activation activation) {
    int columns = from.shape().elements() / from.shape().dim(0);
    return op(
        name,
        FullyConnected.of(activation),
        from,
        constant(
            name + "/weight",
            Shape.of(units, columns),
            gaussian(units * columns, (float) Math.sqrt(1.0 / columns))),
        constant(name + "/bias", Shape.of(units), gaussian(units, 0.1f)));
  }

  public float[] gaussian(int count, float spread) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * spread);
    }
    return values;
  }

  public Graph build(Tensor... outputs) {
    for (int i = 0; i < outputs.length; i++) {
      builder.output("output" + i, outputs[i]);
    }
    return builder.build();
  }

  /** Random samples for a graph, uniform in [-1, 1]. */
  public List<float[][]> samples(Graph graph, int count) {
    List<float[][]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(
          graph.inputTensors().stream()
              .map(tensor -> uniform(tensor.shape().elements()))
              .toArray(float[][]::new));
    }
    return samples;
  }

  private float[] uniform(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  /** What a stage gets for a graph whose inputs need no change of layout. */
  public static StageInput stageInput(Graph graph) {
    List<NetworkInput> inputs = new ArrayList<>();
    for (Port port : graph.inputs()) {
      inputs.add(
          new NetworkInput(port.name(), Layout.AS_GRAPH, graph.tensor(port.tensor()).shape()));
    }
    return new StageInput(graph, inputs);
  }
}
