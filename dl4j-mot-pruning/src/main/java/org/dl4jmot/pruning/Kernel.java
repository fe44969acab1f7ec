package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.dl4jmot.core.surgery.NetworkLayer;
import org.dl4jmot.core.surgery.NetworkView;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A kernel of a network at hand. */
record Kernel(NetworkLayer layer, PrunableKernel info) {
  /** All kernels of a network, in its order. */
  static List<Kernel> of(NetworkView network) {
    Set<String> outputs = network.outputLayers();
    List<Kernel> kernels = new ArrayList<>();
    for (NetworkLayer layer : network.layers()) {
      // MultiLayerNetwork.clone (1.0.0-M2.1) freezes layers behind their configuration's back.
      if (!(layer.live() instanceof FrozenLayer)) {
        KernelTable.kernels(layer.conf())
            .forEach((key, kind) -> kernels.add(of(layer, key, kind, outputs)));
      }
    }
    return kernels;
  }

  private static Kernel of(NetworkLayer layer, String key, KernelKind kind, Set<String> outputs) {
    KernelKind part = outputs.contains(layer.name()) ? KernelKind.OUTPUT : kind;
    long weights = layer.live().getParam(key).length();
    return new Kernel(layer, new PrunableKernel(layer.name(), key, part, weights));
  }

  INDArray weights() {
    return layer.live().getParam(info.parameter());
  }

  /** The mask it carries. */
  Optional<Mask> mask() {
    return LayerMasks.of(layer).map(constraint -> constraint.masks().get(info.parameter()));
  }
}
