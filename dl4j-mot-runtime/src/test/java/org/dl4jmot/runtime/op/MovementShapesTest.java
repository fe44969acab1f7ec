package org.dl4jmot.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;

class MovementShapesTest {
  private static final Shape IMAGE = Shape.of(2, 6, 4, 3);

  private static Shape infer(Op op, Shape... inputs) {
    return op.outputShapes(Arrays.asList(inputs)).get(0);
  }

  private static void assertRefused(String part, Op op, Shape... inputs) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> infer(op, inputs)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void transposingMovesEachAxisOnce() {
    assertEquals(Shape.of(2, 3, 6, 4), infer(new Transpose(List.of(0, 3, 1, 2)), IMAGE));
    assertRefused("rank 2", new Transpose(List.of(1, 0)), IMAGE);
    assertThrows(IllegalArgumentException.class, () -> new Transpose(List.of(0, 0)));
    assertThrows(IllegalArgumentException.class, () -> new Transpose(List.of(1, 2)));
  }

  @Test
  void reversingAndCastingKeepTheShape() {
    assertEquals(IMAGE, infer(new ReverseV2(-2), IMAGE));
    assertEquals(IMAGE, infer(new Cast(DataType.INT32), IMAGE));
    assertRefused("axis 4", new ReverseV2(4), IMAGE);
  }

  @Test
  void aSliceLiesInsideItsInput() {
    assertEquals(Shape.of(2, 1), infer(new Slice(List.of(0, 3), List.of(2, 1)), Shape.of(2, 4)));
    assertRefused("inside", new Slice(List.of(0, 3), List.of(2, 2)), Shape.of(2, 4));
    assertRefused("inside", new Slice(List.of(0, -1), List.of(2, 2)), Shape.of(2, 4));
    assertRefused("inside", new Slice(List.of(0), List.of(2)), Shape.of(2, 4));
    int huge = Integer.MAX_VALUE;
    assertRefused("inside", new Slice(List.of(1, 0), List.of(huge, 1)), Shape.of(2, 4));
  }

  @Test
  void aStridedSliceCountsTheCellsItHits() {
    assertEquals(
        Shape.of(2, 2),
        infer(new StridedSlice(List.of(0, 1), List.of(2, 4), List.of(1, 2)), Shape.of(2, 4)));
    assertRefused(
        "inside", new StridedSlice(List.of(0, 4), List.of(2, 4), List.of(1, 1)), Shape.of(2, 4));
    assertRefused(
        "inside", new StridedSlice(List.of(0, 0), List.of(2, 4), List.of(1, 0)), Shape.of(2, 4));
  }

  @Test
  void tilingMultipliesEachAxis() {
    assertEquals(Shape.of(2, 12), infer(new Tile(List.of(1, 3)), Shape.of(2, 4)));
    assertRefused("each axis", new Tile(List.of(1)), Shape.of(2, 4));
    assertRefused("at least 1", new Tile(List.of(1, 0)), Shape.of(2, 4));
    int huge = Integer.MAX_VALUE;
    assertRefused("elements on one axis", new Tile(List.of(1, huge)), Shape.of(2, 4));
  }

  @Test
  void gatheringPutsTheAxesOfTheIndicesInPlaceOfTheAxis() {
    assertEquals(Shape.of(7, 9, 3), infer(new Gather(0), Shape.of(5, 3), Shape.of(7, 9)));
    assertEquals(Shape.of(5, 7), infer(new Gather(-1), Shape.of(5, 3), Shape.of(7)));
    assertRefused("axis 2", new Gather(2), Shape.of(5, 3), Shape.of(7));
  }

  @Test
  void blocksMoveBetweenSpaceAndDepth() {
    assertEquals(Shape.of(2, 3, 2, 12), infer(new SpaceToDepth(2), IMAGE));
    assertEquals(Shape.of(2, 12, 8, 1), infer(new DepthToSpace(2), IMAGE.with(3, 4)));
    assertRefused("blocks of 4", new SpaceToDepth(4), IMAGE);
    assertRefused("2 squared", new DepthToSpace(2), IMAGE);
    assertThrows(IllegalArgumentException.class, () -> new SpaceToDepth(0));
    assertThrows(IllegalArgumentException.class, () -> new DepthToSpace(1 << 20));
  }

  @Test
  void blocksMoveBetweenSpaceAndBatch() {
    Op apart = new SpaceToBatchNd(List.of(2, 3), List.of(1, 0), List.of(1, 2));
    assertEquals(Shape.of(12, 4, 2, 3), infer(apart, IMAGE));
    Op together = new BatchToSpaceNd(List.of(2, 3), List.of(1, 0), List.of(1, 2));
    assertEquals(IMAGE, infer(together, Shape.of(12, 4, 2, 3)));
    assertRefused("whole number", apart, IMAGE.with(1, 7));
    assertRefused("do not fill", together, IMAGE);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SpaceToBatchNd(List.of(2), List.of(0), List.of(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BatchToSpaceNd(List.of(2, 0), List.of(0, 0), List.of(0, 0)));
  }

  @Test
  void resizingSetsHeightAndWidth() {
    assertEquals(Shape.of(2, 9, 1, 3), infer(new ResizeNearestNeighbor(9, 1), IMAGE));
    assertRefused("rank 4", new ResizeNearestNeighbor(9, 1), Shape.of(3, 3, 3));
    assertThrows(IllegalArgumentException.class, () -> new ResizeNearestNeighbor(0, 1));
  }

  @Test
  void aTransposedConvolutionYieldsWhatTheConvolutionWouldHaveRead() {
    Shape filter = Shape.of(5, 3, 3, 3);
    Window valid = Window.of(2, 2, Padding.VALID);
    Op conv = new TransposeConv(13, 10, valid, Activation.NONE);
    assertEquals(Shape.of(2, 13, 10, 5), infer(conv, IMAGE, filter));
    assertEquals(Shape.of(2, 13, 10, 5), infer(conv, IMAGE, filter, Shape.of(5)));
    Op same = new TransposeConv(11, 8, valid.with(Padding.SAME), Activation.NONE);
    assertEquals(Shape.of(2, 11, 8, 5), infer(same, IMAGE, filter));
    assertRefused("image of 5x4", new TransposeConv(12, 10, valid, Activation.NONE), IMAGE, filter);
    assertRefused("differ in input channels", conv, IMAGE, Shape.of(5, 3, 3, 4));
    assertRefused("bias of shape [5]", conv, IMAGE, filter, Shape.of(3));
    Window dilated = new Window(1, 1, 2, 1, Padding.SAME);
    assertThrows(
        IllegalArgumentException.class, () -> new TransposeConv(6, 4, dilated, Activation.NONE));
  }

  @Test
  void batchesOfMatricesMultiplyAndBroadcast() {
    Op plain = BatchMatMul.plain();
    assertEquals(Shape.of(7, 2, 4), infer(plain, Shape.of(7, 2, 3), Shape.of(1, 3, 4)));
    assertEquals(Shape.of(7, 2, 4), infer(plain, Shape.of(2, 3), Shape.of(7, 3, 4)));
    Op transposed = new BatchMatMul(BatchMatMul.Order.TRANSPOSED, BatchMatMul.Order.TRANSPOSED);
    assertEquals(Shape.of(2, 4), infer(transposed, Shape.of(3, 2), Shape.of(4, 3)));
    assertRefused("cannot multiply", plain, Shape.of(2, 3), Shape.of(4, 3));
    assertRefused("cannot broadcast", plain, Shape.of(2, 2, 3), Shape.of(3, 3, 4));
    assertRefused("2 to 5 axes", plain, Shape.of(3), Shape.of(3, 4));
    assertRefused("2 to 5 axes", plain, Shape.of(1, 1, 1, 1, 2, 3), Shape.of(3, 4));
  }

  @Test
  void aVolumeIsConvolvedAlongThreeAxes() {
    Shape volume = Shape.of(1, 7, 6, 5, 2);
    Shape filter = Shape.of(3, 2, 1, 2, 4);
    Window window = new Window(2, 1, 1, 1, Padding.VALID);
    Op conv = new Conv3d(1, 2, window, Activation.NONE);
    assertEquals(Shape.of(1, 3, 3, 5, 4), infer(conv, volume, filter));
    assertRefused("differ in input channels", conv, volume, Shape.of(3, 2, 1, 3, 4));
    assertRefused("does not fit", conv, volume.with(1, 4), filter);
    assertRefused("rank 5", conv, IMAGE, filter);
    assertThrows(IllegalArgumentException.class, () -> new Conv3d(0, 1, window, Activation.NONE));
  }
}
