package org.dl4jmot.quantization.train;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.quantization.train.fake.Alignment;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.quantization.train.fake.LayerQuantization.Prescribed;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/** Lets a quantization-aware network answer as its exported file will, to the last bit it can. */
final class DeviceAlignment {
  private final Map<String, Layer> layers;

  /** Aligns live layers, given by name. */
  DeviceAlignment(Map<String, Layer> layers) {
    this.layers = layers;
  }

  /** What the file knows better than training: per layer a change of what it quantizes. */
  Map<String, UnaryOperator<LayerQuantization>> of(Model network, InputType[] inputTypes) {
    FrozenNetwork frozen = Freezer.freeze(network, inputTypes);
    Graph lowered = Lowering.standard().apply(frozen.graph());
    Graph integer =
        FullInteger.fromTrainedRanges().apply(new StageInput(lowered, frozen.inputs())).graph();
    Map<String, Map<Role, Alignment>> roundings = new HashMap<>();
    new KernelRounding(lowered, integer)
        .alignments(this::channelAxis)
        .forEach(
            (origin, alignment) ->
                roundings
                    .computeIfAbsent(origin.layer(), name -> new EnumMap<>(Role.class))
                    .put(origin.role(), alignment));
    Map<String, Prescribed> pooled = pooled(integer);
    Map<String, UnaryOperator<LayerQuantization>> result = new HashMap<>();
    for (String layer : frozen.layers()) {
      Map<Role, Alignment> rounding = roundings.getOrDefault(layer, Map.of());
      result.put(layer, before -> before.aligned(rounding, pooled.get(layer)));
    }
    return result;
  }

  private static Map<String, Prescribed> pooled(Graph integer) {
    Map<String, Prescribed> result = new HashMap<>();
    for (Node node : integer.nodes(AveragePool2d.class)) {
      Tensor mean = integer.tensor(node.output());
      if (mean.origin().isPresent() && mean.quantization().isPresent()) {
        QuantizationParameters parameters = mean.requireQuantization();
        result.put(
            mean.origin().get().layer(),
            new Prescribed(parameters.scale(), parameters.zeroPoint()));
      }
    }
    return result;
  }

  private int channelAxis(Node node) {
    return node.layers().stream()
        .filter(layers::containsKey)
        .map(layer -> layers.get(layer).conf().getLayer())
        .mapToInt(DeviceAlignment::channelAxis)
        .max()
        .orElse(1);
  }

  private static int channelAxis(org.deeplearning4j.nn.conf.layers.Layer layer) {
    if (layer instanceof Convolution1DLayer sequences) {
      return sequences.getRnnDataFormat() == RNNFormat.NWC ? 2 : 1;
    }
    return isChannelsLast(layer) ? 3 : 1;
  }

  private static boolean isChannelsLast(org.deeplearning4j.nn.conf.layers.Layer layer) {
    return (layer instanceof ConvolutionLayer convolution
            && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC)
        || (layer instanceof BatchNormalization normalization
            && normalization.getCnn2DFormat() == CNN2DFormat.NHWC);
  }
}
