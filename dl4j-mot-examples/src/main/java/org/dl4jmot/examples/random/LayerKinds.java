package org.dl4jmot.examples.random;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of layer that random networks are made of. */
final class LayerKinds {
  private static final List<LayerKind> ALL =
      Stream.of(
              ImageLayers.ALL,
              PlainLayers.ALL,
              SequenceLayers.ALL,
              SequenceFilters.ALL,
              VolumeLayers.ALL)
          .flatMap(List::stream)
          .toList();

  private static final List<LayerKind> LAST =
      Stream.of(PlainLayers.LAST, SequenceLayers.LAST, ImageLayers.LAST)
          .flatMap(List::stream)
          .toList();

  private LayerKinds() {}

  /** Kinds that may stand anywhere. */
  static List<LayerKind> all() {
    return ALL;
  }

  /** Kinds that end a network. */
  static List<LayerKind> last() {
    return LAST;
  }
}
