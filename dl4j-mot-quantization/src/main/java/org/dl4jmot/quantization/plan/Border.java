package org.dl4jmot.quantization.plan;

/** Element type of a graph's inputs and outputs. */
public enum Border {
  /** The caller feeds and reads real numbers; QUANTIZE and DEQUANTIZE stand at the borders. */
  FLOAT32,
  /** The caller feeds and reads int8 in the tensors' scales and zero points. */
  INT8
}
