package org.dl4jmot.runtime.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Small random networks that LiteRT accepts: a few image operations, then a classifier. The same
 * seed gives the same graph; {@link RandomForms} gives it other number formats. They hold the
 * operations of ordinary image classifiers; the sweeps hold every operation, one at a time.
 */
public final class RandomGraphs {
  private static final int IMAGE_STEPS = 6;

  private final Random random;
  private final GraphBuilder builder = Graph.builder();
  private final List<Runnable> imageSteps =
      new ArrayList<>(
          List.of(
              this::convolution,
              this::depthwise,
              this::maxPool,
              this::averagePool,
              this::pad,
              this::padV2,
              this::activation,
              this::constantArithmetic,
              this::residual,
              this::concatenation,
              this::keptMean));

  private Tensor current;
  private int count;

  private RandomGraphs(long seed) {
    random = new Random(seed);
  }

  /** A float32 network; batch 1, one input of rank 4, one or two outputs. */
  public static Graph floats(long seed) {
    return new RandomGraphs(seed).build();
  }

  private Graph build() {
    Shape image = Shape.of(1, 4 + random.nextInt(6), 4 + random.nextInt(6), 1 + random.nextInt(4));
    current = builder.input("image", Tensor.ofFloat("input", image));
    Collections.shuffle(imageSteps, random);
    imageSteps.subList(0, IMAGE_STEPS).forEach(Runnable::run);
    boolean twoOutputs = random.nextInt(4) == 0;
    if (twoOutputs) {
      builder.output("features", current);
    }
    flatten();
    dense();
    apply(random.nextBoolean() ? Softmax.standard() : new Softmax(0.5f));
    builder.output("probabilities", current);
    return builder.build();
  }

  private void convolution() {
    int outputs = 1 + random.nextInt(5);
    int channels = current.shape().dim(3);
    List<Tensor> operands = new ArrayList<>(List.of(current));
    operands.add(constant("weight", outputs, filter(), filter(), channels));
    operands.add(constant("bias", outputs));
    apply(new Conv2d(window(), fused()), operands);
  }

  private void depthwise() {
    int outputs = current.shape().dim(3) * (1 + random.nextInt(2));
    List<Tensor> operands = new ArrayList<>(List.of(current));
    operands.add(constant("weight", 1, filter(), filter(), outputs));
    operands.add(constant("bias", outputs));
    Window window = window();
    // LiteRT's depthwise kernels want equal strides.
    Window square =
        new Window(
            window.strideHeight(),
            window.strideHeight(),
            window.dilationHeight(),
            window.dilationWidth(),
            window.padding());
    apply(new DepthwiseConv2d(square, fused()), operands);
  }

  private void maxPool() {
    apply(new MaxPool2d(filter(), filter(), undilated(), fused()));
  }

  private void averagePool() {
    apply(new AveragePool2d(filter(), filter(), undilated(), fused()));
  }

  private void pad() {
    apply(new Pad(paddings(), paddings()));
  }

  private void padV2() {
    Tensor value = builder.add(Tensor.constant(name("value"), Shape.of(), ConstantData.of(-0.5f)));
    apply(new PadV2(paddings(), paddings()), List.of(current, value));
  }

  private List<Integer> paddings() {
    return List.of(0, random.nextInt(3), random.nextInt(3), 0);
  }

  private void activation() {
    apply(pick(new Relu(), new Relu6(), new Logistic(), new Tanh()));
  }

  private void constantArithmetic() {
    Tensor factor = constant("factor", current.shape().dim(3));
    apply(pick(new Mul(fused()), new Sub(fused()), new Add(fused())), List.of(current, factor));
  }

  private void residual() {
    Tensor shortcut = current;
    activation();
    apply(pick(new Add(fused()), new Sub(fused()), new Mul(fused())), List.of(shortcut, current));
  }

  /** Of tensors with equal quantization in an integer form: pooling keeps its input's. */
  private void concatenation() {
    Tensor left = current;
    apply(new MaxPool2d(1, 1, Window.of(1, 1, Padding.VALID), Activation.NONE));
    apply(new Concatenation(pick(3, -1, 1, 2), Activation.NONE), List.of(left, current));
  }

  private void keptMean() {
    apply(new Mean(pick(List.of(1), List.of(2), List.of(-2), List.of(1, 2)), true));
  }

  private void flatten() {
    if (random.nextBoolean()) {
      apply(new Mean(pick(List.of(1, 2), List.of(-3, -2)), false));
    } else {
      apply(new Reshape(Shape.of(1, current.shape().elements())));
    }
  }

  private void dense() {
    int outputs = 2 + random.nextInt(6);
    List<Tensor> operands = new ArrayList<>(List.of(current));
    operands.add(constant("weight", outputs, current.shape().dim(1)));
    if (random.nextInt(4) > 0) {
      operands.add(constant("bias", outputs));
    }
    apply(new FullyConnected(fused(), random.nextInt(4) == 0, false), operands);
  }

  private int filter() {
    return 1 + random.nextInt(3);
  }

  private Window window() {
    return random.nextInt(3) == 0
        ? new Window(1, 1, 1 + random.nextInt(2), 1 + random.nextInt(2), Padding.SAME)
        : undilated();
  }

  private Window undilated() {
    // A filter may have become larger than the image: only SAME padding takes that.
    return Window.of(1 + random.nextInt(2), 1 + random.nextInt(2), padding());
  }

  private Padding padding() {
    boolean large = current.shape().dim(1) >= 3 && current.shape().dim(2) >= 3;
    return large && random.nextBoolean() ? Padding.VALID : Padding.SAME;
  }

  private Activation fused() {
    return pick(Activation.NONE, Activation.NONE, Activation.RELU, Activation.RELU6);
  }

  private void apply(Op op) {
    apply(op, List.of(current));
  }

  private void apply(Op op, List<Tensor> operands) {
    current = builder.node("layer" + count, op, operands, name(op.type()));
  }

  private Tensor constant(String label, int... dimensions) {
    Shape shape = Shape.of(dimensions);
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return builder.add(Tensor.constant(name(label), shape, ConstantData.of(values)));
  }

  private String name(String label) {
    return label.toLowerCase(Locale.ROOT) + count++;
  }

  @SafeVarargs
  private final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
