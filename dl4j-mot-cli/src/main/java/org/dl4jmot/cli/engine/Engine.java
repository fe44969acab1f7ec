package org.dl4jmot.cli.engine;

import java.util.List;
import org.dl4jmot.runtime.tensor.Tensor;

/** A file loaded to run. May hold native memory: close it. Not thread-safe. */
public interface Engine extends AutoCloseable {
  /** What runs it, for reports. */
  String description();

  /** The inputs, in the file's order, under the names of its signature where it has them. */
  List<Tensor> inputs();

  /** The outputs, in the file's order, under the names of its signature where it has them. */
  List<Tensor> outputs();

  /** Sets an input from real numbers, quantized where the file is. */
  void feed(int input, float[] reals);

  /** Sets an input from its elements, little-endian. */
  void feed(int input, byte[] elements);

  /** Computes the outputs. */
  void run();

  /** An output as real numbers. */
  float[] reals(int output);

  /** An output's elements, little-endian. */
  byte[] elements(int output);

  @Override
  void close();
}
