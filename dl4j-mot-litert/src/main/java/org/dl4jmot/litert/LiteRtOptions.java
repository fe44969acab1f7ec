package org.dl4jmot.litert;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How LiteRT runs a model.
 *
 * @param kernels which implementation of the operators
 * @param threads threads of the kernels, at least 1
 * @param retention which tensors can be read after a run
 * @param batch samples a run takes, for which dimension 0 of every input is resized; empty for what
 *     the file says
 */
public record LiteRtOptions(Kernels kernels, int threads, Retention retention, OptionalInt batch) {
  /** Which implementation of the operators runs. */
  public enum Kernels {
    /** The kernels built into LiteRT, no delegate: the reference of this project. */
    BUILT_IN,
    /** XNNPACK for what it supports, as applications run LiteRT by default. */
    XNNPACK
  }

  /** Which tensors keep their values after a run. */
  public enum Retention {
    /** Inputs and outputs; intermediate tensors share memory and overwrite each other. */
    INPUTS_AND_OUTPUTS,
    /** Every tensor that a built-in kernel computes; those inside a delegate do not exist. */
    ALL
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException for fewer than one thread or sample
   */
  public LiteRtOptions {
    Objects.requireNonNull(kernels, "kernels");
    Objects.requireNonNull(retention, "retention");
    if (threads < 1) {
      throw new IllegalArgumentException("need at least 1 thread: " + threads);
    }
    if (batch.isPresent() && batch.getAsInt() < 1) {
      throw new IllegalArgumentException("a batch has at least 1 sample: " + batch.getAsInt());
    }
  }

  /** Built-in kernels, one thread, inputs and outputs readable. */
  public static LiteRtOptions builtIn() {
    return new LiteRtOptions(
        Kernels.BUILT_IN, 1, Retention.INPUTS_AND_OUTPUTS, OptionalInt.empty());
  }

  /** XNNPACK, one thread, inputs and outputs readable. */
  public static LiteRtOptions xnnpack() {
    return new LiteRtOptions(Kernels.XNNPACK, 1, Retention.INPUTS_AND_OUTPUTS, OptionalInt.empty());
  }

  /** These options with another number of threads. */
  public LiteRtOptions withThreads(int newThreads) {
    return new LiteRtOptions(kernels, newThreads, retention, batch);
  }

  /** These options with every tensor readable after a run. */
  public LiteRtOptions preservingAllTensors() {
    return new LiteRtOptions(kernels, threads, Retention.ALL, batch);
  }

  /**
   * These options for runs of so many samples: dimension 0 of every input is resized, as {@code
   * ResizeInputTensorStrict} does it: LiteRT refuses a file whose batch dimension is fixed.
   *
   * @throws IllegalArgumentException for fewer than one
   */
  public LiteRtOptions withBatch(int samples) {
    return new LiteRtOptions(kernels, threads, retention, OptionalInt.of(samples));
  }
}
