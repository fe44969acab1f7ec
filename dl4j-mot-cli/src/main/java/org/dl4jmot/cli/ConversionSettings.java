package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jmot.cli.data.PixelRange;

/**
 * What {@code mot convert} was asked for.
 *
 * @param model the trained network
 * @param sizes of its inputs; empty where it tells them itself
 * @param output the file to write
 * @param form of the file
 * @param folded what becomes of raw values inside the file; empty where they stay outside
 * @param labels names of the classes for the file's metadata; empty for none
 * @param minAgreement required share of agreement with the network
 * @param extras what is written beside the file
 */
record ConversionSettings(
    Path model,
    List<String> sizes,
    Path output,
    FormSettings form,
    Optional<PixelRange> folded,
    List<String> labels,
    OptionalDouble minAgreement,
    Extras extras) {
  /** What is written beside the file. */
  enum Extras {
    NONE,
    C_ARRAY
  }
}
