package org.dl4jmot.core.verify;

import java.util.List;
import java.util.Set;

/**
 * A model in a {@link ModelComparison}: runs samples and shows what it computed. Not thread-safe.
 */
public interface ComparedModel {
  /** Names of the outputs, in the model's order. */
  List<String> outputs();

  /** Names of the computed tensors that can be read after a run, in running order. */
  Set<String> tensors();

  /**
   * Runs one sample.
   *
   * @param sample an array per input, row-major, channels last
   */
  void run(float[][] sample);

  /**
   * The real values of an output after a run, row-major, channels last.
   *
   * @param index position among {@link #outputs}
   */
  float[] output(int index);

  /** The real values of a tensor after a run, row-major, channels last. */
  float[] tensor(String name);
}
