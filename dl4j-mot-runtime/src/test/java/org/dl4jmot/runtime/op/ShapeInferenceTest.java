package org.dl4jmot.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {
  private static final Activation NONE = Activation.NONE;

  private static Shape infer(Op op, Shape... inputs) {
    List<Shape> outputs = op.outputShapes(Arrays.asList(inputs));
    assertEquals(1, outputs.size());
    return outputs.get(0);
  }

  private static void assertRefused(String part, Op op, Shape... inputs) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> op.outputShapes(Arrays.asList(inputs)))
            .getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(message.contains(op.type()), message);
  }

  @Test
  void samePaddingRoundsUpAndValidCountsWholeWindows() {
    Shape image = Shape.of(1, 7, 8, 3);
    Shape filter = Shape.of(5, 3, 3, 3);
    assertEquals(
        Shape.of(1, 4, 4, 5),
        infer(new Conv2d(Window.of(2, 2, Padding.SAME), NONE), image, filter));
    assertEquals(
        Shape.of(1, 3, 3, 5),
        infer(new Conv2d(Window.of(2, 2, Padding.VALID), NONE), image, filter));
  }

  @Test
  void dilationWidensTheFilter() {
    Op conv = new Conv2d(new Window(1, 1, 2, 3, Padding.VALID), NONE);
    assertEquals(Shape.of(1, 3, 1, 5), infer(conv, Shape.of(1, 7, 7, 3), Shape.of(5, 3, 3, 3)));
  }

  @Test
  void samePaddingPutsTheOddCellBehind() {
    Window window = Window.of(2, 1, Padding.SAME);
    // 7 rows, stride 2, filter 4: 4 windows cover 10 cells, 3 of them padding.
    assertEquals(1, window.paddingTop(7, 4));
    assertEquals(1, window.paddingLeft(8, 3));
    assertEquals(0, window.with(Padding.VALID).paddingTop(7, 4));
  }

  @Test
  void aConvolutionChecksChannelsBiasAndFit() {
    Op conv = new Conv2d(Window.of(1, 1, Padding.VALID), NONE);
    Shape image = Shape.of(1, 4, 4, 3);
    assertRefused("differ in input channels", conv, image, Shape.of(5, 3, 3, 2));
    assertRefused("bias of shape [5]", conv, image, Shape.of(5, 3, 3, 3), Shape.of(3));
    assertRefused("does not fit", conv, image, Shape.of(5, 5, 3, 3));
    assertRefused("takes 2 to 3 inputs, not 1", conv, image);
    assertRefused("rank 4", conv, Shape.of(4, 4, 3), Shape.of(5, 3, 3, 3));
  }

  @Test
  void aDepthwiseFilterHoldsAMultipleOfTheChannels() {
    Op depthwise = new DepthwiseConv2d(Window.of(1, 1, Padding.SAME), NONE);
    Shape image = Shape.of(1, 4, 4, 3);
    assertEquals(Shape.of(1, 4, 4, 6), infer(depthwise, image, Shape.of(1, 3, 3, 6)));
    assertRefused("multiple of 3", depthwise, image, Shape.of(1, 3, 3, 4));
    assertRefused("multiple of 3", depthwise, image, Shape.of(2, 3, 3, 6));
  }

  @Test
  void denseFlattensOrKeepsDimensions() {
    Shape weights = Shape.of(10, 6);
    Op flat = FullyConnected.of(NONE);
    Op keeping = new FullyConnected(NONE, true, false);
    assertEquals(Shape.of(4, 10), infer(flat, Shape.of(2, 2, 6), weights));
    assertEquals(Shape.of(2, 2, 10), infer(keeping, Shape.of(2, 2, 6), weights));
    assertEquals(Shape.of(2, 10), infer(flat, Shape.of(3, 4), weights));
    assertRefused("no rows of 6", keeping, Shape.of(3, 4), weights);
    assertRefused("no rows of 6", flat, Shape.of(1, 7), weights);
  }

  @Test
  void poolingKeepsChannels() {
    Window window = Window.of(2, 2, Padding.VALID);
    Shape image = Shape.of(1, 5, 4, 7);
    assertEquals(Shape.of(1, 2, 2, 7), infer(new MaxPool2d(2, 2, window, NONE), image));
    assertEquals(Shape.of(1, 2, 1, 7), infer(new AveragePool2d(2, 3, window, NONE), image));
    assertThrows(IllegalArgumentException.class, () -> new MaxPool2d(0, 2, window, NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AveragePool2d(2, 2, new Window(1, 1, 2, 1, Padding.SAME), NONE));
  }

  @Test
  void meanDropsOrKeepsItsAxes() {
    Shape image = Shape.of(1, 5, 4, 7);
    assertEquals(Shape.of(1, 7), infer(new Mean(List.of(1, 2), false), image));
    assertEquals(Shape.of(1, 1, 1, 7), infer(new Mean(List.of(-2, 1), true), image));
    assertThrows(IllegalArgumentException.class, () -> infer(new Mean(List.of(4), true), image));
    assertThrows(IllegalArgumentException.class, () -> new Mean(List.of(), true));
  }

  @Test
  void everyReductionDropsOrKeepsItsAxes() {
    Shape volume = Shape.of(2, 5, 4, 3, 7);
    assertEquals(Shape.of(2, 7), infer(new Sum(List.of(1, 2, 3), false), volume));
    assertEquals(Shape.of(2, 5, 4, 3, 1), infer(new ReduceMax(List.of(-1), true), volume));
    assertThrows(IllegalArgumentException.class, () -> new Sum(List.of(), true));
    assertRefused("1 inputs, not 2", new ReduceMax(List.of(0), true), volume, volume);
  }

  @Test
  void slopesBroadcastToTheInputOnly() {
    assertEquals(Shape.of(1, 2, 3), infer(new PRelu(), Shape.of(1, 2, 3), Shape.of(3)));
    assertRefused("cannot broadcast slopes", new PRelu(), Shape.of(1, 3), Shape.of(2, 3));
    assertThrows(IllegalArgumentException.class, () -> new LeakyRelu(Float.NaN));
  }

  @Test
  void selectionBroadcastsAllThreeInputs() {
    assertEquals(
        Shape.of(2, 3, 4), infer(new SelectV2(), Shape.of(2, 1, 1), Shape.of(3, 1), Shape.of(4)));
    assertRefused("3 inputs, not 2", new SelectV2(), Shape.of(2), Shape.of(2));
  }

  @Test
  void normalizationsKeepTheShapeTheyNeed() {
    assertEquals(Shape.of(2, 3), infer(new L2Normalization(), Shape.of(2, 3)));
    assertRefused("at least one axis", new L2Normalization(), Shape.of());
    Op local = new LocalResponseNormalization(2, 1, 1, 0.5f);
    assertEquals(Shape.of(1, 4, 4, 7), infer(local, Shape.of(1, 4, 4, 7)));
    assertRefused("rank 4", local, Shape.of(4, 7));
    assertThrows(IllegalArgumentException.class, () -> new LocalResponseNormalization(-1, 1, 1, 1));
  }

  @Test
  void arithmeticBroadcastsAsNumPyDoes() {
    Op add = new Add(NONE);
    assertEquals(Shape.of(2, 3, 4), infer(add, Shape.of(2, 1, 4), Shape.of(3, 1)));
    assertEquals(Shape.of(3), infer(new Mul(NONE), Shape.of(), Shape.of(3)));
    assertRefused("cannot broadcast [2] and [3]", new Sub(NONE), Shape.of(2), Shape.of(3));
  }

  @Test
  void concatenationAddsUpOneAxis() {
    Op concat = new Concatenation(-1, NONE);
    assertEquals(Shape.of(1, 5), infer(concat, Shape.of(1, 2), Shape.of(1, 3)));
    assertRefused("equal other dimensions", concat, Shape.of(1, 2), Shape.of(2, 3));
    assertRefused("equal other dimensions", concat, Shape.of(1, 2), Shape.of(3));
    int huge = Integer.MAX_VALUE;
    assertRefused("elements on one axis", concat, Shape.of(huge), Shape.of(huge), Shape.of(5));
  }

  @Test
  void paddingGrowsEachAxis() {
    Op pad = new Pad(List.of(0, 1), List.of(2, 3));
    assertEquals(Shape.of(3, 6), infer(pad, Shape.of(1, 2)));
    assertEquals(
        Shape.of(3, 6), infer(new PadV2(List.of(0, 1), List.of(2, 3)), Shape.of(1, 2), Shape.of()));
    assertRefused("each axis", pad, Shape.of(1, 2, 3));
    assertRefused("negative", new Pad(List.of(0, -1), List.of(2, 3)), Shape.of(1, 2));
    int huge = Integer.MAX_VALUE;
    assertRefused(
        "elements on one axis", new Pad(List.of(0, huge), List.of(0, huge)), Shape.of(1, 5));
  }

  @Test
  void reshapeKeepsTheElements() {
    assertEquals(Shape.of(6), infer(new Reshape(Shape.of(6)), Shape.of(2, 3)));
    assertRefused("cannot turn [2, 3] into [5]", new Reshape(Shape.of(5)), Shape.of(2, 3));
  }

  @Test
  void softmaxNeedsAnAxisAndAPositiveFactor() {
    assertRefused("at least one axis", Softmax.standard(), Shape.of());
    assertThrows(IllegalArgumentException.class, () -> new Softmax(0));
    assertThrows(IllegalArgumentException.class, () -> new Softmax(Float.NaN));
  }

  @Test
  void absurdWindowsDoNotWrapAround() {
    int huge = Integer.MAX_VALUE;
    Shape image = Shape.of(1, 4, 4, 1);
    Shape filter = Shape.of(1, 3, 3, 1);
    assertEquals(
        Shape.of(1, 1, 1, 1),
        infer(new Conv2d(Window.of(huge, huge, Padding.SAME), NONE), image, filter));
    Op dilated = new Conv2d(new Window(1, 1, huge, 1, Padding.SAME), NONE);
    assertThrows(IllegalArgumentException.class, () -> infer(dilated, image, filter));
    assertThrows(IllegalArgumentException.class, () -> Window.of(0, 1, Padding.SAME));
  }
}
