package org.dl4jmot.examples.measure;

/** A file in a runtime, classifying one image after another. */
public interface Classifier extends AutoCloseable {
  /**
   * Runs an image.
   *
   * @param image pixels in [0, 1], row by row
   * @return the bytes of the output as the runtime left them, little-endian
   */
  byte[] run(float[] image);

  /**
   * The probabilities an output stands for.
   *
   * @param output what {@link #run} returned
   */
  float[] probabilities(byte[] output);

  @Override
  default void close() {}
}
