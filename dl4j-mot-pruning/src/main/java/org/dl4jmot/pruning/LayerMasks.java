package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jmot.core.surgery.NetworkLayer;

/**
 * Reads and writes the mask constraint in a layer's configuration, beside whatever other
 * constraints it has.
 */
final class LayerMasks {
  private LayerMasks() {}

  static Optional<MaskConstraint> of(NetworkLayer layer) {
    return constraints(layer.live().conf().getLayer()).stream()
        .filter(MaskConstraint.class::isInstance)
        .map(MaskConstraint.class::cast)
        .findFirst();
  }

  /** Puts a constraint last, so that no other one undoes it, in place of an earlier one. */
  static void attach(NetworkLayer layer, MaskConstraint constraint) {
    layer.confs().forEach(conf -> set(conf, constraint));
  }

  static void strip(NetworkLayer layer) {
    layer.confs().forEach(conf -> set(conf, null));
  }

  /**
   * Sets a new list rather than editing the one there: Layer.clone (1.0.0-M2.1) shares it with the
   * networks this one was cloned from, and a worker may be reading it.
   */
  private static void set(Layer conf, MaskConstraint constraint) {
    List<LayerConstraint> changed = new ArrayList<>(constraints(conf));
    changed.removeIf(MaskConstraint.class::isInstance);
    if (constraint != null) {
      changed.add(constraint);
    }
    conf.setConstraints(changed.isEmpty() ? null : changed);
  }

  private static List<LayerConstraint> constraints(Layer conf) {
    return Objects.requireNonNullElse(conf.getConstraints(), List.of());
  }
}
