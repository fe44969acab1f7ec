package org.dl4jmot.examples.random;

import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Types of activations. */
final class Types {
  /** Images in either format. */
  static final Predicate<InputType> IMAGE = type -> type.getType() == InputType.Type.CNN;

  /** Vectors. */
  static final Predicate<InputType> VECTOR = type -> type.getType() == InputType.Type.FF;

  /** What can be flattened, or is flat. */
  static final Predicate<InputType> DENSE = VECTOR.or(IMAGE);

  private Types() {}

  /** Images for flattened images, anything else as it is. */
  static InputType unflattened(InputType type) {
    return type instanceof InputType.InputTypeConvolutionalFlat flat
        ? flat.getUnflattenedType()
        : type;
  }

  /** Whether activations are images, channels first. */
  static boolean isChannelsFirst(InputType type) {
    return type instanceof InputTypeConvolutional image && image.getFormat() == CNN2DFormat.NCHW;
  }

  /** The elements of one sample of a network's answer, in the order of the exported graph. */
  static float[] inGraphOrder(INDArray sample, InputType type) {
    boolean moved = sample.rank() == 3 && isChannelsFirst(type);
    return (moved ? sample.permute(1, 2, 0) : sample).dup('c').data().asFloat();
  }
}
