package org.dl4jmot.runtime.tflite;

import java.util.List;
import java.util.Optional;

/**
 * A tensor of a {@code .tflite} file.
 *
 * @param name its name, possibly empty and not always unique
 * @param type the schema's name of its element type, such as {@code INT8}
 * @param shape dimensions as stored
 * @param signature dimensions with -1 where they may change from call to call; empty where none may
 * @param buffer number of the buffer with its constant elements; tensors may share one
 * @param constantBytes bytes of that buffer; 0 for what is computed or fed
 * @param variable whether it keeps its elements between runs
 * @param sparse whether the buffer leaves zeros out
 * @param quantization how integers stand for real values; empty for plain numbers
 */
public record ListedTensor(
    String name,
    String type,
    List<Integer> shape,
    List<Integer> signature,
    long buffer,
    long constantBytes,
    boolean variable,
    boolean sparse,
    Optional<Quantization> quantization) {

  /**
   * Affine quantization as stored: {@code real = scale * (quantized - zero point)}.
   *
   * @param scales one per tensor, or one per index of the axis
   * @param zeroPoints as many as scales in a sound file, or none, which means 0
   * @param axis the axis that several scales belong to
   */
  public record Quantization(List<Float> scales, List<Long> zeroPoints, int axis) {
    /** Copies the lists. */
    public Quantization {
      scales = List.copyOf(scales);
      zeroPoints = List.copyOf(zeroPoints);
    }

    /** Whether each index of the axis has a scale of its own. */
    public boolean isPerAxis() {
      return scales.size() > 1;
    }
  }

  /** Copies the lists. */
  public ListedTensor {
    shape = List.copyOf(shape);
    signature = List.copyOf(signature);
  }

  /**
   * Number of elements: the product of the dimensions, 1 for a scalar.
   *
   * @throws ArithmeticException beyond 2^63-1
   */
  public long elements() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Whether the elements stand in the file. */
  public boolean isConstant() {
    return constantBytes > 0;
  }
}
