package org.dl4jmot.quantization.plan;

import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Where the quantization parameters of an integer operation's result come from. */
public sealed interface ScaleRule {
  /** From the range of the result's values. */
  ScaleRule FREE = new Free();

  /** They are those of the first input. */
  ScaleRule AS_INPUT = new AsInput();

  /** All inputs and the result have the same, from the range of the result's values. */
  ScaleRule AS_ALL_INPUTS = new AsAllInputs();

  /** The operation has no integer form: result and inputs stay float. */
  ScaleRule NONE = new None();

  /** See {@link #FREE}. */
  record Free() implements ScaleRule {}

  /** See {@link #AS_INPUT}. */
  record AsInput() implements ScaleRule {}

  /** See {@link #AS_ALL_INPUTS}. */
  record AsAllInputs() implements ScaleRule {}

  /** See {@link #NONE}. */
  record None() implements ScaleRule {}

  /**
   * The operation prescribes them.
   *
   * @param parameters the prescribed scale and zero point of an int8 result; an int16 result, where
   *     the operation has one, has scale {@link #UNIT_INT16}
   */
  record Fixed(QuantizationParameters parameters) implements ScaleRule {
    /** What is prescribed for results of a type, INT8 or INT16. */
    public QuantizationParameters parameters(DataType type) {
      return type == DataType.INT16 ? UNIT_INT16 : parameters;
    }
  }

  /** Of int16 results in [-1, 1): scale 1/32768, zero point 0. */
  QuantizationParameters UNIT_INT16 = QuantizationParameters.perTensor(1 / 32768f, 0);

  /** A prescribed scale and zero point of an int8 result. */
  static ScaleRule fixed(float scale, int zeroPoint) {
    return new Fixed(QuantizationParameters.perTensor(scale, zeroPoint));
  }
}
