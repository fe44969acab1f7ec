package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dl4jmot.cli.data.DataSettings;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * The form of a file.
 *
 * @param mode which one; no preset
 * @param calibration representative samples; empty for none
 * @param reading how they are read
 * @param io type of inputs and outputs; empty: the form's
 * @param keepFloat names of layers that stay float
 * @param keepFloatTypes kinds of layers that stay float
 * @param keepFloatOps operations of the file that stay float
 * @param dense granularity of dense weights; empty: the form's
 * @param minElements fewest elements of a weight that dynamic quantizes; empty: the form's
 * @param minSqnr decibels at the outputs for which layers that hurt stay float; empty for none
 * @param batch samples a run
 */
record FormSettings(
    Mode mode,
    List<Path> calibration,
    DataSettings reading,
    Optional<Border> io,
    List<String> keepFloat,
    List<String> keepFloatTypes,
    List<String> keepFloatOps,
    Optional<Granularity> dense,
    OptionalInt minElements,
    OptionalDouble minSqnr,
    Batch batch) {
  /** How many samples a run takes. */
  enum Batch {
    /** As many as the network's input types say, mostly one. */
    FIXED,
    /** Any number. */
    DYNAMIC
  }
}
