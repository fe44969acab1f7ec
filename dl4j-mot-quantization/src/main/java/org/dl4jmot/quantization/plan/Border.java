package org.dl4jmot.quantization.plan;

import java.util.Optional;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Element type of a graph's inputs and outputs. */
public enum Border {
  /** The caller feeds and reads real numbers; QUANTIZE and DEQUANTIZE stand at the borders. */
  FLOAT32(DataType.FLOAT32),
  /** The caller feeds and reads int8 in the tensors' scales and zero points. */
  INT8(DataType.INT8),
  /**
   * The caller feeds and reads uint8, such as the pixels of an image: same scale as int8, zero
   * point 128 higher. A QUANTIZE stands at each border.
   */
  UINT8(DataType.UINT8),
  /** The caller feeds and reads int16 in the tensors' scales, zero point 0; of the 16x8 form. */
  INT16(DataType.INT16);

  private static final int UNSIGNED_OFFSET = 128;

  private final DataType type;

  Border(DataType type) {
    this.type = type;
  }

  /** Whether it stands for activations of a type: real numbers do for all. */
  public boolean suits(DataType activations) {
    return this == FLOAT32 || (this == INT16) == (activations == DataType.INT16);
  }

  /** Element type. */
  public DataType type() {
    return type;
  }

  /**
   * What an activation's parameters become at this border; empty where the caller sees real
   * numbers.
   *
   * @param activation type of the activation inside
   * @param parameters its parameters
   */
  Optional<QuantizationParameters> parameters(
      DataType activation, QuantizationParameters parameters) {
    if (type == activation) {
      return Optional.of(parameters);
    }
    return this == UINT8
        ? Optional.of(
            QuantizationParameters.perTensor(
                parameters.scale(), parameters.zeroPoint() + UNSIGNED_OFFSET))
        : Optional.empty();
  }
}
