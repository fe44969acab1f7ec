package org.dl4jmot.litert;

import java.util.List;

/**
 * What LiteRT knows about a tensor of a model.
 *
 * @param index position in the model's list of tensors
 * @param name name in the file
 * @param type element type
 * @param shape dimensions, outermost first; empty for a scalar
 * @param scale quantization scale of the whole tensor; 0 if it is not quantized or has a scale per
 *     channel
 * @param zeroPoint quantization zero point of the whole tensor; 0 if it has none
 * @param bytes size of the tensor's elements
 * @param constant whether the elements stand in the file
 */
public record LiteRtTensor(
    int index,
    String name,
    LiteRtType type,
    List<Integer> shape,
    float scale,
    int zeroPoint,
    int bytes,
    boolean constant) {
  /** Copies the shape. */
  public LiteRtTensor {
    shape = List.copyOf(shape);
  }
}
