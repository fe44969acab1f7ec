package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import java.util.stream.Stream;

/** All samples. */
public final class Samples {
  private Samples() {}

  /** Every sample of every family. */
  public static List<Sample> all() {
    return Stream.of(
            ConvolutionSamples.all(),
            PoolingSamples.all(),
            ShapeSamples.all(),
            DenseSamples.all(),
            RecurrentSamples.all(),
            SpecialSamples.all(),
            VolumeSamples.all(),
            VertexSamples.all(),
            PreprocessorSamples.all(),
            ActivationSamples.all())
        .flatMap(List::stream)
        .toList();
  }
}
