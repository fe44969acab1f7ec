package org.dl4jmot.examples.zoo;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an architecture is fed.
 *
 * @param types what the exporter is told; none where the configuration keeps it
 * @param port how the network's arrays become the graph's
 */
record ZooInput(InputType[] types, NetworkInput port) {
  static ZooInput image(int height, int width, int channels) {
    return new ZooInput(
        new InputType[] {InputType.convolutional(height, width, channels)},
        new NetworkInput("input", Layout.CHANNELS_FIRST, Shape.of(1, height, width, channels)));
  }

  /** An image in a row, which a preprocessor of known sizes unfolds. */
  static ZooInput flatImage(int height, int width, int channels) {
    return new ZooInput(
        new InputType[0],
        new NetworkInput(
            "input", Layout.CHANNELS_FIRST_FLAT, Shape.of(1, height, width, channels)));
  }

  static ZooInput sequence(int length, int features) {
    return new ZooInput(
        new InputType[] {InputType.recurrent(features, length)},
        new NetworkInput("input", Layout.CHANNELS_FIRST, Shape.of(1, length, features)));
  }

  /** Channels, height and width of an image. */
  int[] channelsFirst() {
    return new int[] {port.shape().dim(3), port.shape().dim(1), port.shape().dim(2)};
  }

  /** Seeded samples, uniform in [0, 1). */
  INDArray samples(int count, long seed) {
    return Nd4j.rand(seed, port.batchShape(count));
  }

  @Override
  public String toString() {
    int[] dimensions = port.shape().toArray();
    StringBuilder text = new StringBuilder();
    for (int axis = 1; axis < dimensions.length; axis++) {
      text.append(axis > 1 ? "×" : "").append(dimensions[axis]);
    }
    return text.toString();
  }
}
