package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jmot.cli.data.DataSettings;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * What {@code mot convert} was asked for.
 *
 * @param model the trained network
 * @param sizes of its inputs; empty where it tells them itself
 * @param output the file to write
 * @param mode form of the file
 * @param calibration representative samples; empty for none
 * @param reading how they are read
 * @param io type of inputs and outputs; empty: the form's
 * @param keepFloat names of layers that stay float
 * @param dense granularity of dense weights; empty: the form's
 * @param minAgreement required share of agreement with the network
 */
record ConversionSettings(
    Path model,
    List<String> sizes,
    Path output,
    Mode mode,
    List<Path> calibration,
    DataSettings reading,
    Optional<Border> io,
    List<String> keepFloat,
    Optional<Granularity> dense,
    OptionalDouble minAgreement) {}
