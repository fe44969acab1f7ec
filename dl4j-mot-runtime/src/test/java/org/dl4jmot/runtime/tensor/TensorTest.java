package org.dl4jmot.runtime.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void aShapeCountsAxesFromBothEnds() {
    Shape shape = Shape.of(2, 3, 4);
    assertEquals(4, shape.dim(-1));
    assertEquals(24, shape.elements());
    assertEquals(1, Shape.of().elements());
    assertEquals(Shape.of(2, 5, 4), shape.with(-2, 5));
    assertThrows(IllegalArgumentException.class, () -> shape.dim(3));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(2, 0));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(65536, 32768));
  }

  @Test
  void aShapeOwnsItsDimensions() {
    int[] dimensions = {2, 3};
    Shape shape = Shape.of(dimensions);
    dimensions[0] = 7;
    shape.toArray()[1] = 9;
    assertEquals(Shape.of(2, 3), shape);
  }

  @Test
  void constantsAreLittleEndianAndReadOnly() {
    ConstantData data = ConstantData.of(1, 256);
    assertArrayEquals(new byte[] {1, 0, 0, 0, 0, 1, 0, 0}, data.toBytes());
    assertArrayEquals(new int[] {1, 256}, data.toInts());
    assertThrows(ReadOnlyBufferException.class, () -> data.bytes().put(0, (byte) 1));
    assertThrows(IllegalStateException.class, data::toFloats);
    assertThrows(
        IllegalArgumentException.class,
        () -> ConstantData.wrap(DataType.INT32, ByteBuffer.allocate(6)));
  }

  @Test
  void constantsWrapASliceWithoutMovingTheBuffer() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}).position(1).limit(3);
    ConstantData data = ConstantData.wrap(DataType.INT8, bytes);
    assertArrayEquals(new byte[] {1, 2}, data.toBytes());
    assertEquals(1, bytes.position());
    assertEquals(ConstantData.of(new byte[] {1, 2}), data);
    assertNotEquals(ConstantData.wrap(DataType.UINT8, bytes), data);
  }

  @Test
  void dataMustFitTypeAndShape() {
    Tensor tensor = Tensor.constant("t", Shape.of(2), ConstantData.of(1f, 2f));
    String message =
        assertThrows(IllegalArgumentException.class, () -> tensor.shaped(Shape.of(3))).getMessage();
    assertTrue(message.contains("'t'") && message.contains("2 x FLOAT32"), message);
    assertThrows(IllegalStateException.class, () -> Tensor.ofFloat("x", Shape.of(1)).requireData());
  }

  @Test
  void scalesPerAxisMustMatchTheAxis() {
    Tensor tensor = Tensor.computed("t", DataType.INT8, Shape.of(2, 3));
    float[] three = {1, 2, 3};
    assertEquals(
        2f,
        tensor
            .withQuantization(QuantizationParameters.symmetricPerAxis(three, 1))
            .requireQuantization()
            .scale(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> tensor.withQuantization(QuantizationParameters.symmetricPerAxis(three, 0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> tensor.withQuantization(QuantizationParameters.symmetricPerAxis(three, 2)));
  }

  @Test
  void quantizationParametersAreChecked() {
    for (float bad : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> QuantizationParameters.perTensor(bad, 0));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new QuantizationParameters(new float[] {1, 2}, new int[2], -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new QuantizationParameters(new float[] {1, 2}, new int[1], 0));
    QuantizationParameters perAxis = QuantizationParameters.symmetricPerAxis(new float[] {1, 2}, 0);
    assertThrows(IllegalStateException.class, perAxis::scale);
    assertEquals(perAxis, QuantizationParameters.symmetricPerAxis(new float[] {1, 2}, 0));
    assertNotEquals(perAxis, QuantizationParameters.symmetricPerAxis(new float[] {1, 3}, 0));
  }

  @Test
  void trainedRangesAreFiniteAndOrdered() {
    assertThrows(IllegalArgumentException.class, () -> new TrainedRange(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new TrainedRange(0, Float.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrainedWeights(9, TrainedWeights.Granularity.PER_TENSOR));
  }
}
