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
   * Takes the samples to run next, in place of those before. A model that is quicker on many at
   * once may run them now.
   *
   * @param samples an array per input each, row-major, channels last
   */
  void load(List<float[][]> samples);

  /**
   * Makes readable what one of the loaded samples gives.
   *
   * @param index its position among them
   */
  void run(int index);

  /**
   * The real values of an output after a run, row-major, channels last.
   *
   * @param index position among {@link #outputs}
   */
  float[] output(int index);

  /** The real values of a tensor after a run, row-major, channels last. */
  float[] tensor(String name);
}
