package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.INT16;

import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * ADD and SUB on int8 and int16: both operands are brought to twice the larger input scale with 20
 * or 15 extra bits, summed, and brought to the result's scale.
 */
final class Int8Sum implements Int8Binary.Function {
  private static final int EXTRA_BITS = 20;
  private static final int EXTRA_BITS_OF_INT16 = 15;

  private final int extraBits;
  private final int leftZeroPoint;
  private final int rightZeroPoint;
  private final int resultZeroPoint;
  private final FixedPointMultiplier leftFactor;
  private final FixedPointMultiplier rightFactor;
  private final FixedPointMultiplier resultFactor;
  private final IntegerRange range;
  private final int rightSign;

  private Int8Sum(Operands operands, Activation activation, int rightSign) {
    QuantizationParameters left = operands.quantization(0);
    QuantizationParameters right = operands.quantization(1);
    QuantizationParameters result = operands.resultQuantization();
    extraBits = operands.resultType() == INT16 ? EXTRA_BITS_OF_INT16 : EXTRA_BITS;
    double common = 2.0 * Math.max(left.scale(), right.scale());
    leftZeroPoint = left.zeroPoint();
    rightZeroPoint = right.zeroPoint();
    resultZeroPoint = result.zeroPoint();
    leftFactor = FixedPointMultiplier.of(left.scale() / common);
    rightFactor = FixedPointMultiplier.of(right.scale() / common);
    resultFactor = FixedPointMultiplier.of(common / ((1 << extraBits) * (double) result.scale()));
    range = IntegerRange.of(operands.output().tensor(), activation);
    this.rightSign = rightSign;
  }

  static Int8Sum sum(Operands operands, Activation activation) {
    Int8Sum sum = new Int8Sum(operands, activation, 1);
    if (sum.resultFactor.shift() > 0) {
      throw operands.unsupported(
          "the result's scale is too far below an input's; LiteRT's ADD refuses that");
    }
    return sum;
  }

  static Int8Sum difference(Operands operands, Activation activation) {
    return new Int8Sum(operands, activation, -1);
  }

  @Override
  public int apply(int left, int right) {
    int scaledLeft = leftFactor.apply((left - leftZeroPoint) << extraBits);
    int scaledRight = rightFactor.apply((right - rightZeroPoint) << extraBits);
    int scaled = resultFactor.apply(scaledLeft + rightSign * scaledRight);
    return range.clamp(scaled + resultZeroPoint);
  }
}
