package org.dl4jmot.quantization.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Random image networks of every operation that quantization knows. */
public final class RandomGraphs {
  private final GraphSketch sketch;
  private final Random random;
  private final List<Tensor> images = new ArrayList<>();

  private RandomGraphs(GraphSketch sketch) {
    this.sketch = sketch;
    this.random = sketch.random();
  }

  /** A network of some steps behind an image [1, 6, 6, 3]. */
  public static Graph next(GraphSketch sketch, int steps) {
    return new RandomGraphs(sketch).build(steps);
  }

  private Graph build(int steps) {
    images.add(sketch.input("input", 1, 6, 6, 3));
    for (int step = 0; step < steps; step++) {
      images.add(step("t" + step, images.get(random.nextInt(images.size()))));
    }
    Tensor last = images.get(images.size() - 1);
    Tensor pooled = sketch.op("mean", new Mean(List.of(1, 2), false), last);
    Tensor logits = sketch.dense("logits", pooled, 4, Activation.NONE);
    return sketch.build(sketch.op("softmax", Softmax.standard(), logits), last);
  }

  private Tensor step(String name, Tensor from) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> sketch.conv(name, from, 1 + random.nextInt(4), 3, activation());
      case 2 -> sketch.depthwise(name, from, activation());
      case 3 ->
          sketch.op(
              name, new MaxPool2d(2, 2, Window.of(1, 1, Padding.SAME), Activation.NONE), from);
      case 4 ->
          sketch.op(
              name, new AveragePool2d(2, 2, Window.of(1, 1, Padding.SAME), Activation.NONE), from);
      case 5 -> sketch.op(name, new Add(activation()), from, likeOf(from));
      case 6 -> sketch.op(name, new Sub(activation()), from, likeOf(from));
      case 7 -> sketch.op(name, new Mul(Activation.NONE), from, channels(name, from));
      case 8 -> sketch.op(name, new Concatenation(3, Activation.NONE), from, sameSize(from), from);
      case 9 -> sketch.op(name, random.nextBoolean() ? new Logistic() : new Tanh(), from);
      case 10 -> sketch.op(name, new Relu(), from);
      default -> sketch.op(name, new Pad(List.of(0, 1, 0, 0), List.of(0, 0, 1, 0)), from);
    };
  }

  private Activation activation() {
    Activation[] choices = {Activation.NONE, Activation.RELU, Activation.RELU6};
    return choices[random.nextInt(choices.length)];
  }

  private Tensor likeOf(Tensor from) {
    List<Tensor> fitting =
        images.stream().filter(image -> image.shape().equals(from.shape())).toList();
    return fitting.get(random.nextInt(fitting.size()));
  }

  private Tensor sameSize(Tensor from) {
    List<Tensor> fitting =
        images.stream()
            .filter(image -> image.shape().with(3, 1).equals(from.shape().with(3, 1)))
            .toList();
    return fitting.get(random.nextInt(fitting.size()));
  }

  private Tensor channels(String name, Tensor from) {
    int count = from.shape().dim(3);
    return sketch.constant(name + "/factor", Shape.of(count), sketch.gaussian(count, 1));
  }
}
