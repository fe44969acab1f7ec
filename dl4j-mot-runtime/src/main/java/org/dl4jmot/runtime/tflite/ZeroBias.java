package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.util.List;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The bias of a convolution that has none. LiteRT's schema calls it optional, but LiteRT 2.20
 * refuses CONV_2D without it and crashes on DEPTHWISE_CONV_2D.
 */
final class ZeroBias {
  private ZeroBias() {}

  /** A bias of zeros for inputs (image, filter), in the type their form demands. */
  static Tensor of(List<Tensor> inputs, int channelAxis, String name) {
    Tensor image = inputs.get(0);
    Tensor filter = inputs.get(1);
    DataType type = type(image.type());
    int channels = filter.shape().dim(channelAxis);
    Tensor bias =
        Tensor.constant(
            name,
            Shape.of(channels),
            ConstantData.wrap(type, ByteBuffer.allocate(channels * type.bytes())));
    return type.isFloatingPoint() ? bias : bias.withQuantization(parameters(image, filter));
  }

  private static DataType type(DataType image) {
    return switch (image) {
      case INT8, UINT8 -> DataType.INT32;
      case INT16 -> DataType.INT64;
      default -> image;
    };
  }

  /** A bias counts in products of image and weight. */
  private static QuantizationParameters parameters(Tensor image, Tensor filter) {
    QuantizationParameters weights = filter.requireQuantization();
    float[] scales = weights.scales();
    for (int i = 0; i < scales.length; i++) {
      scales[i] *= image.requireQuantization().scale();
    }
    return weights.isPerAxis()
        ? QuantizationParameters.symmetricPerAxis(scales, 0)
        : QuantizationParameters.perTensor(scales[0], 0);
  }
}
