package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Turns float layer configurations into quantization-aware ones and back. Goes through JSON, as
 * saving a network does: whatever setting survives that survives here, in every layer alike.
 */
public final class LayerConversion {
  private static final String CLASS_PROPERTY = "@class";
  private static final String QUANTIZATION_PROPERTY = "quantization";

  private static final Map<Class<? extends Layer>, Class<? extends Layer>> QUANTIZED =
      Map.ofEntries(
          Map.entry(ConvolutionLayer.class, FakeQuantizedConvolution.class),
          Map.entry(DenseLayer.class, FakeQuantizedDense.class),
          Map.entry(OutputLayer.class, FakeQuantizedOutput.class),
          Map.entry(BatchNormalization.class, FakeQuantizedBatchNormalization.class),
          Map.entry(ActivationLayer.class, FakeQuantizedActivation.class),
          Map.entry(DepthwiseConvolution2D.class, FakeQuantizedDepthwiseConvolution.class),
          Map.entry(SeparableConvolution2D.class, FakeQuantizedSeparableConvolution.class),
          Map.entry(SubsamplingLayer.class, FakeQuantizedSubsampling.class),
          Map.entry(GlobalPoolingLayer.class, FakeQuantizedGlobalPooling.class),
          Map.entry(ZeroPaddingLayer.class, FakeQuantizedZeroPadding.class),
          Map.entry(DropoutLayer.class, FakeQuantizedDropout.class),
          Map.entry(LossLayer.class, FakeQuantizedLoss.class));

  private static final Set<Role> LINEAR = Set.of(Role.INPUT, Role.PRE_ACTIVATION, Role.OUTPUT);

  private static final Map<Class<? extends Layer>, Set<Role>> ROLES =
      Map.of(
          ConvolutionLayer.class, LINEAR,
          DepthwiseConvolution2D.class, LINEAR,
          DenseLayer.class, LINEAR,
          OutputLayer.class, LINEAR,
          SeparableConvolution2D.class,
              Set.of(Role.INPUT, Role.INTERMEDIATE, Role.PRE_ACTIVATION, Role.OUTPUT),
          BatchNormalization.class, Set.of(Role.INPUT, Role.INTERMEDIATE, Role.OUTPUT),
          LossLayer.class, Set.of());

  private static final Set<Role> WRAPPED_LINEAR =
      Set.of(Role.INPUT, Role.INTERMEDIATE, Role.PRE_ACTIVATION, Role.OUTPUT);

  private static final Set<Role> PARAMETERLESS = Set.of(Role.INPUT, Role.OUTPUT);

  private LayerConversion() {}

  /** The tensors of a layer whose range its quantization-aware form can learn. */
  public static Set<Role> learnable(Layer layer) {
    if (QUANTIZED.containsKey(layer.getClass())) {
      return ROLES.getOrDefault(layer.getClass(), PARAMETERLESS);
    }
    if (!isSupported(layer)) {
      return Set.of();
    }
    if (RoundedLogits.isPossible(layer)) {
      return layer instanceof RnnLossLayer ? Set.of(Role.INPUT) : LINEAR;
    }
    return LayerEnd.isPossible(layer) ? WRAPPED_LINEAR : PARAMETERLESS;
  }

  /** Whether a layer has a quantization-aware form: its own, or a wrapper. */
  public static boolean isSupported(Layer layer) {
    return QUANTIZED.containsKey(layer.getClass())
        || RoundedLogits.isPossible(layer)
        || !OutputLayers.isOutput(layer);
  }

  /**
   * Whether a layer's quantization-aware form differs from it even where no tensor of its own is
   * quantized: batch normalization can be frozen, average pooling rounds to its input's grid.
   */
  public static boolean isAlwaysUseful(Layer layer) {
    return layer instanceof BatchNormalization
        || (layer instanceof SubsamplingLayer pooling
            && pooling.getPoolingType() == PoolingType.AVG);
  }

  /** The kinds of layers that have a quantization-aware form. */
  public static Set<Class<? extends Layer>> supported() {
    return QUANTIZED.keySet();
  }

  /**
   * The quantization-aware form of a layer.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static Layer toQuantized(Layer layer, LayerQuantization quantization) {
    if (!isSupported(layer)) {
      throw unsupported(layer);
    }
    Class<? extends Layer> target = QUANTIZED.get(layer.getClass());
    if (target == null) {
      return new FakeQuantizedLayer(layer.clone(), complete(layer, quantization));
    }
    Layer converted = convert(layer, target);
    ((FakeQuantizedConf) converted).setQuantization(quantization);
    return converted;
  }

  /** The weights of a layer inside another have no place of their own in the plan. */
  private static LayerQuantization complete(Layer layer, LayerQuantization quantization) {
    boolean isPart = layer instanceof TimeDistributed && quantization.weights() == null;
    return isPart
        ? WrappedKernels.granularity(layer).map(quantization::withWeights).orElse(quantization)
        : quantization;
  }

  private static IllegalArgumentException unsupported(Layer layer) {
    return new IllegalArgumentException(
        "layer '"
            + layer.getLayerName()
            + "' of type "
            + layer.getClass().getSimpleName()
            + " has no quantization-aware form; supported are "
            + QUANTIZED.keySet().stream().map(Class::getSimpleName).sorted().toList());
  }

  /** The float layer a configuration stands for: itself unless it is quantization-aware. */
  public static Layer toFloat(Layer layer) {
    return layer instanceof FakeQuantizedConf conf ? conf.floatLayer() : layer.clone();
  }

  static <L extends Layer> L toFloat(Layer layer, Class<L> floatClass) {
    return floatClass.cast(convert(layer, floatClass));
  }

  private static Layer convert(Layer layer, Class<? extends Layer> target) {
    ObjectMapper mapper = NeuralNetConfiguration.mapper();
    try {
      ObjectNode tree = (ObjectNode) mapper.readTree(mapper.writeValueAsString(layer));
      tree.put(CLASS_PROPERTY, target.getName());
      tree.remove(QUANTIZATION_PROPERTY);
      return mapper.treeToValue(tree, target);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "layer '"
              + layer.getLayerName()
              + "' cannot be written as JSON and read back, which saving the network would need"
              + " too: "
              + e.getOriginalMessage(),
          e);
    }
  }
}
