package org.dl4jmot.pruning;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.dl4jmot.core.freeze.QuantizationAwareConf;

/**
 * Which parameters of a layer are kernels, and of what kind: those its initializer calls weights,
 * with the exceptions listed here. An entry holds for subclasses too, so for quantization-aware
 * layers.
 */
final class KernelTable {
  private static final Map<Class<? extends Layer>, Function<Layer, Map<String, KernelKind>>> RULES =
      Map.ofEntries(
          Map.entry(Layer.class, layer -> weights(layer, KernelKind.KERNEL)),
          Map.entry(BaseOutputLayer.class, layer -> weights(layer, KernelKind.OUTPUT)),
          Map.entry(DepthwiseConvolution2D.class, layer -> weights(layer, KernelKind.DEPTHWISE)),
          Map.entry(SeparableConvolution2D.class, layer -> separable()),
          // A slope or a factor per channel, not a kernel.
          Map.entry(PReLULayer.class, layer -> Map.of()),
          Map.entry(ElementWiseMultiplicationLayer.class, layer -> Map.of()),
          // Never updated, and constraints are not applied to them.
          Map.entry(FrozenLayer.class, layer -> Map.of()),
          Map.entry(FrozenLayerWithBackprop.class, layer -> Map.of()),
          // Constraints of the layers inside are not reached through these yet.
          Map.entry(BaseWrapperLayer.class, KernelTable::wrapped),
          Map.entry(Bidirectional.class, layer -> Map.of()),
          Map.entry(VariationalAutoencoder.class, layer -> Map.of()));

  private KernelTable() {}

  /** Kernels of a layer by parameter name. */
  static Map<String, KernelKind> kernels(Layer layer) {
    Class<?> type = layer.getClass();
    while (!RULES.containsKey(type)) {
      type = type.getSuperclass();
    }
    return RULES.get(type).apply(layer);
  }

  private static Map<String, KernelKind> weights(Layer layer, KernelKind kind) {
    return layer.initializer().weightKeys(layer).stream()
        .filter(key -> !key.equals(DefaultParamInitializer.GAIN_KEY))
        .collect(toMap(key -> key, key -> kind, (a, b) -> a, LinkedHashMap::new));
  }

  // Quantization-aware training wraps layers that are pruned as they are by themselves.
  private static Map<String, KernelKind> wrapped(Layer layer) {
    return layer instanceof QuantizationAwareConf aware ? kernels(aware.floatLayer()) : Map.of();
  }

  private static Map<String, KernelKind> separable() {
    return Map.of(
        SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY, KernelKind.DEPTHWISE,
        SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY, KernelKind.KERNEL);
  }
}
