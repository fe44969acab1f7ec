package org.dl4jmot.examples.random;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Types of activations. */
final class Types {
  private static final Map<Class<? extends InputType>, Predicate<InputType>> CHANNELS_FIRST =
      Map.of(
          InputTypeConvolutional.class,
          type -> ((InputTypeConvolutional) type).getFormat() == CNN2DFormat.NCHW,
          InputTypeRecurrent.class,
          type -> ((InputTypeRecurrent) type).getFormat() == RNNFormat.NCW,
          InputTypeConvolutional3D.class,
          type ->
              ((InputTypeConvolutional3D) type).getDataFormat() == Convolution3D.DataFormat.NCDHW);

  /** Images in either format. */
  static final Predicate<InputType> IMAGE = type -> type.getType() == InputType.Type.CNN;

  /** Vectors. */
  static final Predicate<InputType> VECTOR = type -> type.getType() == InputType.Type.FF;

  /** Sequences in either format. */
  static final Predicate<InputType> SEQUENCE = type -> type.getType() == InputType.Type.RNN;

  /** Sequences that hold their features first, the only ones that some layers keep right. */
  static final Predicate<InputType> FEATURES_FIRST = SEQUENCE.and(Types::isChannelsFirst);

  /** Volumes in either format. */
  static final Predicate<InputType> VOLUME = type -> type.getType() == InputType.Type.CNN3D;

  /** Images, or what they are flattened to. */
  static final Predicate<InputType> DENSE = VECTOR.or(IMAGE);

  /** Whatever there is. */
  static final Predicate<InputType> ANY = type -> true;

  private Types() {}

  /** Images for flattened images, anything else as it is. */
  static InputType unflattened(InputType type) {
    return type instanceof InputType.InputTypeConvolutionalFlat flat
        ? flat.getUnflattenedType()
        : type;
  }

  /** Features of vectors and of a step, channels of images and volumes. */
  static int features(InputType type) {
    long[] shape = type.getShape(false);
    return Math.toIntExact(shape[isChannelsFirst(type) ? 0 : shape.length - 1]);
  }

  /** Whether activations have their channels in front of other axes. */
  static boolean isChannelsFirst(InputType type) {
    return CHANNELS_FIRST.getOrDefault(type.getClass(), any -> false).test(type);
  }

  /** The elements of one sample of a network's answers, in the order of the exported graph. */
  static float[] inGraphOrder(INDArray answers, int sample, InputType type) {
    boolean moved = answers.rank() > 2 && isChannelsFirst(type);
    float[] all = (moved ? channelsLast(answers) : answers).dup('c').data().asFloat();
    int length = all.length / Math.toIntExact(answers.size(0));
    return Arrays.copyOfRange(all, sample * length, (sample + 1) * length);
  }

  private static INDArray channelsLast(INDArray answers) {
    int last = answers.rank() - 1;
    int[] axes = new int[last + 1];
    Arrays.setAll(axes, axis -> axis == 0 ? 0 : axis == last ? 1 : axis + 1);
    return answers.permute(axes);
  }
}
