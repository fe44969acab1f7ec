package org.dl4jmot.runtime.sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Draws what a case is made of; the same seed draws the same case. */
final class Draw {
  private static final int[] NOTABLE_ZERO_POINTS = {-128, -127, -1, 0, 1, 127};
  private final Random random;

  Draw(long seed) {
    random = new Random(seed);
  }

  /** An integer in [from, to]. */
  int integer(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  float real(double from, double to) {
    return (float) (from + (to - from) * random.nextDouble());
  }

  /** A positive number whose logarithm is uniform. */
  float logUniform(double from, double to) {
    return (float) Math.exp(real(Math.log(from), Math.log(to)));
  }

  /** A zero point, often one at the border. */
  int zeroPoint() {
    return chance(0.4)
        ? NOTABLE_ZERO_POINTS[random.nextInt(NOTABLE_ZERO_POINTS.length)]
        : integer(-128, 127);
  }

  QuantizationParameters quantization() {
    float scale = chance(0.1) ? logUniform(1e-4, 30) : logUniform(1e-3, 1);
    return QuantizationParameters.perTensor(scale, zeroPoint());
  }

  Activation activation() {
    return oneOf(List.of(Activation.values()));
  }

  RecurrentActivation recurrentActivation() {
    return oneOf(List.of(RecurrentActivation.values()));
  }

  /** Mostly small; rarely so large that convolutions work on it in blocks. */
  Shape image() {
    if (chance(0.02)) {
      return Shape.of(1, integer(40, 50), integer(40, 50), integer(10, 16));
    }
    return Shape.of(integer(1, 2), integer(3, 9), integer(3, 9), integer(1, 9));
  }

  /** Rows of a number of columns, those sometimes an image. */
  Shape matrix(int columns) {
    int rows = integer(1, 3);
    return columns % 6 == 0 && chance(0.5)
        ? Shape.of(rows, 2, 3, columns / 6)
        : Shape.of(rows, columns);
  }

  /** A shape of rank 1 to 4. */
  Shape shape() {
    return shape(4);
  }

  /** A shape of rank 1 to the given one. */
  Shape shape(int highestRank) {
    int[] dimensions = new int[integer(1, highestRank)];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = integer(1, 6);
    }
    return Shape.of(dimensions);
  }

  /** Strides, dilation and padding that a filter fits. */
  Window window(Shape image, int filterHeight, int filterWidth) {
    Padding padding = oneOf(List.of(Padding.values()));
    Window window = Window.of(integer(1, 3), integer(1, 3), padding);
    Window dilated =
        new Window(
            window.strideHeight(), window.strideWidth(), integer(1, 3), integer(1, 2), padding);
    boolean fits =
        dilated.outputHeight(image.dim(1), filterHeight) > 0
            && dilated.outputWidth(image.dim(2), filterWidth) > 0;
    return chance(0.3) && fits ? dilated : window;
  }

  /** Bytes over the whole range, at its borders, or all -128. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    int kind = integer(0, 9);
    for (int i = 0; i < count; i++) {
      bytes[i] =
          switch (kind) {
            case 0 -> Byte.MIN_VALUE;
            case 1 -> random.nextBoolean() ? Byte.MAX_VALUE : Byte.MIN_VALUE;
            default -> (byte) random.nextInt(256);
          };
    }
    return bytes;
  }

  /** Ones and zeros. */
  byte[] bools(int count) {
    byte[] bools = new byte[count];
    for (int i = 0; i < count; i++) {
      bools[i] = (byte) random.nextInt(2);
    }
    return bools;
  }

  /** Symmetric weights in [-127, 127]: uniform, small, or at the borders. */
  byte[] weights(int count) {
    byte[] weights = new byte[count];
    int kind = integer(0, 4);
    for (int i = 0; i < count; i++) {
      weights[i] =
          switch (kind) {
            case 0 -> (byte) (random.nextBoolean() ? 127 : -127);
            case 1 -> (byte) integer(-3, 3);
            default -> (byte) integer(-127, 127);
          };
    }
    return weights;
  }

  /** Symmetric 16-bit weights. */
  ConstantData shorts(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putShort((short) integer(-Short.MAX_VALUE, Short.MAX_VALUE));
    }
    return ConstantData.wrap(DataType.INT16, bytes.flip());
  }

  /** Parameters of an int16 tensor: a scale, no zero point. */
  QuantizationParameters symmetric() {
    float scale = chance(0.1) ? logUniform(1e-7, 1) : logUniform(1e-5, 1e-2);
    return QuantizationParameters.perTensor(scale, 0);
  }

  /** 64-bit biases of the size of the sums of 16x8-bit products they join, rarely huge. */
  long[] wideBiases(int count) {
    long bound = chance(0.1) ? 1L << 40 : 1L << integer(8, 28);
    long[] biases = new long[count];
    for (int i = 0; i < count; i++) {
      biases[i] = (long) (random.nextDouble() * 2 * bound) - bound;
    }
    return biases;
  }

  /** Biases of the size of the sums they join, rarely huge. */
  int[] biases(int count) {
    int bound = chance(0.1) ? 1 << 29 : 1 << integer(1, 18);
    int[] biases = new int[count];
    for (int i = 0; i < count; i++) {
      biases[i] = integer(-bound, bound);
    }
    return biases;
  }

  /** Normally distributed floats of a drawn size. */
  float[] floats(int count) {
    float size = logUniform(0.05, 20);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * size;
    }
    return values;
  }
}
