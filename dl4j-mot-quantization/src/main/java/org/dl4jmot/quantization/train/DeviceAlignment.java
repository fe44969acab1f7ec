package org.dl4jmot.quantization.train;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.quantization.train.fake.Alignment;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Origin.Role;

/** Lets a quantization-aware network answer as its exported file will, to the last bit it can. */
final class DeviceAlignment {
  private final Function<String, Layer> layers;

  /** Looks up layers by name; null for vertices without one. */
  DeviceAlignment(Function<String, Layer> layers) {
    this.layers = layers;
  }

  /** Per layer how the kernels of the exported file round its tensors. */
  Map<String, Map<Role, Alignment>> of(Model network, InputType[] inputTypes) {
    FrozenNetwork frozen = Freezer.freeze(network, inputTypes);
    Graph lowered = Lowering.standard().apply(frozen.graph());
    Graph integer =
        FullInteger.fromTrainedRanges().apply(new StageInput(lowered, frozen.inputs())).graph();
    Map<Origin, Alignment> found =
        new KernelRounding(lowered, integer).alignments(this::channelAxis);
    Map<String, Map<Role, Alignment>> result = new HashMap<>();
    found.forEach(
        (origin, alignment) ->
            result
                .computeIfAbsent(origin.layer(), name -> new EnumMap<>(Role.class))
                .put(origin.role(), alignment));
    return result;
  }

  private int channelAxis(Node node) {
    boolean channelsLast =
        node.layers().stream()
            .map(layers)
            .anyMatch(
                layer ->
                    layer instanceof ConvolutionLayer convolution
                        && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC);
    return channelsLast ? 3 : 1;
  }
}
