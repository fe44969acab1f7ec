package org.dl4jmot.core.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FusePaddingTest {
  private static Graph padded(int size, int filter, int stride, int dilation, int top, int bottom) {
    GraphBuilder graph = Graph.builder();
    Tensor input = graph.input(Tensor.ofFloat("in", Shape.of(1, size, 3, 1)));
    Pad pad = new Pad(List.of(0, top, 0, 0), List.of(0, bottom, 0, 0));
    Tensor image = graph.node("pad", pad, List.of(input), "padded");
    float[] values = new float[filter];
    Random random = new Random(1);
    for (int i = 0; i < filter; i++) {
      values[i] = random.nextFloat() + 0.5f;
    }
    Tensor weights =
        graph.add(Tensor.constant("w", Shape.of(1, filter, 1, 1), ConstantData.of(values)));
    Window window = new Window(stride, 1, dilation, 1, Padding.VALID);
    Conv2d conv = new Conv2d(window, Activation.NONE);
    graph.output("out", graph.node("conv", conv, List.of(image, weights), "out"));
    return graph.build();
  }

  @Test
  void paddingIsFusedExactlyWhereImplicitPaddingComputesTheSame() {
    int fused = 0;
    for (int size = 1; size <= 9; size++) {
      for (int filter = 1; filter <= 4; filter++) {
        for (int stride = 1; stride <= 3; stride++) {
          for (int dilation = 1; dilation <= 2; dilation++) {
            for (int top = 0; top <= 3; top++) {
              for (int bottom = 0; bottom <= 3; bottom++) {
                if (size + top + bottom >= (filter - 1) * dilation + 1 && top + bottom > 0) {
                  fused += check(padded(size, filter, stride, dilation, top, bottom)) ? 1 : 0;
                }
              }
            }
          }
        }
      }
    }
    assertTrue(fused > 50, fused + " fused");
  }

  private static boolean check(Graph graph) {
    Graph result = new Lowering(List.of(new FusePadding())).apply(graph);
    Graph implicit = withImplicitPadding(graph);
    float[][] inputs = Runs.randomInputs(graph, 3);
    float[] expected = Runs.run(graph, inputs).get("out");
    boolean same =
        implicit.outputTensors().get(0).shape().equals(graph.outputTensors().get(0).shape())
            && java.util.Arrays.equals(expected, Runs.run(implicit, inputs).get("out"));
    boolean isFused = result.nodes(Pad.class).isEmpty();
    if (!isZero(expected)) { // windows that see padding alone are equal by accident
      assertEquals(same, isFused, graph.toString());
    }
    Agreement.assertClose("out", expected, Runs.run(result, inputs).get("out"), 0.0);
    return isFused;
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static Graph withImplicitPadding(Graph graph) {
    Conv2d conv = (Conv2d) graph.nodes().get(1).op();
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(graph.tensor("in"));
    Tensor weights = builder.add(graph.tensor("w"));
    Conv2d same = new Conv2d(conv.window().with(Padding.SAME), Activation.NONE);
    builder.output("out", builder.node("conv", same, List.of(input, weights), "out"));
    return builder.build();
  }

  @Test
  void paddingOfOneAroundAFilterOfThreeWithStrideTwoIsNotImplicitPadding() {
    assertEquals(1, lowered(padded(8, 3, 2, 1, 1, 1)).nodes(Pad.class).size());
    assertEquals(0, lowered(padded(8, 3, 2, 1, 0, 1)).nodes(Pad.class).size());
    assertEquals(0, lowered(padded(8, 3, 1, 1, 1, 1)).nodes(Pad.class).size());
  }

  private static Graph lowered(Graph graph) {
    return Lowering.standard().apply(graph);
  }
}
