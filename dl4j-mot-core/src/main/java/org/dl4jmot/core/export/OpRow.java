package org.dl4jmot.core.export;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One operation of an exported file.
 *
 * @param node its name
 * @param op TFLite operator
 * @param layers layers of the trained network it stands for
 * @param floatBytes bytes of its constants in the float graph
 * @param fileBytes bytes of its constants in the file
 * @param sparsity share of zeros among its weights in [0, 1]; empty if it has none
 * @param sqnr signal-to-quantization-noise ratio of its result, dB; empty where the float graph has
 *     no such tensor
 */
public record OpRow(
    String node,
    String op,
    List<String> layers,
    long floatBytes,
    long fileBytes,
    OptionalDouble sparsity,
    OptionalDouble sqnr) {
  /** Copies the list. */
  public OpRow {
    layers = List.copyOf(layers);
  }
}
