package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * What a layer does at its end, taken off it so that the results in between can be rounded: it adds
 * a bias and applies an activation function.
 *
 * @param bias the bias that an operation of its own adds in the file; none where the operation in
 *     front does
 * @param activation the function; identity where there is none
 * @param linearForm the layer without the function
 */
record LayerEnd(Optional<Bias> bias, IActivation activation, Layer linearForm) {
  /**
   * A bias of one value per channel.
   *
   * @param key name of the parameter
   * @param channelAxis axis of the channels in the layer's result
   */
  record Bias(String key, int channelAxis) {}

  /** How to read and replace the function of a kind of layer, and where it has a bias apart. */
  private record Access(
      Function<Layer, IActivation> read,
      BiConsumer<Layer, IActivation> replace,
      Function<Layer, Optional<Bias>> bias) {}

  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private static final Access BASE = base(layer -> Optional.empty());

  /** Results in front of an activation function. */
  private static final Set<Role> LINEAR = Set.of(Role.PRE_ACTIVATION, Role.INTERMEDIATE);

  private static final Map<Class<? extends Layer>, Access> ENDS =
      Map.ofEntries(
          Map.entry(Convolution1DLayer.class, BASE),
          Map.entry(Convolution1D.class, BASE),
          Map.entry(Convolution2D.class, BASE),
          Map.entry(Convolution3D.class, BASE),
          Map.entry(Deconvolution3D.class, BASE),
          Map.entry(ConvolutionLayer.class, BASE),
          Map.entry(Deconvolution2D.class, BASE),
          Map.entry(DepthwiseConvolution2D.class, BASE),
          Map.entry(DenseLayer.class, BASE),
          Map.entry(AutoEncoder.class, BASE),
          Map.entry(EmbeddingLayer.class, BASE),
          Map.entry(
              ElementWiseMultiplicationLayer.class, base(layer -> Optional.of(new Bias(BIAS, 1)))),
          Map.entry(
              LocallyConnected2D.class,
              new Access(
                  layer -> ((LocallyConnected2D) layer).getActivation().getActivationFunction(),
                  (layer, function) ->
                      ((LocallyConnected2D) layer).setActivation(Activation.IDENTITY),
                  layer -> biasOf((LocallyConnected2D) layer))),
          Map.entry(
              LocallyConnected1D.class,
              new Access(
                  layer -> ((LocallyConnected1D) layer).getActivation().getActivationFunction(),
                  (layer, function) ->
                      ((LocallyConnected1D) layer).setActivation(Activation.IDENTITY),
                  layer ->
                      Optional.of(new Bias(BIAS, 1))
                          .filter(bias -> ((LocallyConnected1D) layer).isHasBias()))));

  private static Access base(Function<Layer, Optional<Bias>> bias) {
    return new Access(
        layer -> ((BaseLayer) layer).getActivationFn(),
        (layer, function) -> ((BaseLayer) layer).setActivationFn(function),
        bias);
  }

  private static Optional<Bias> biasOf(LocallyConnected2D layer) {
    int axis = layer.getFormat() == CNN2DFormat.NHWC ? 3 : 1;
    return Optional.of(new Bias(BIAS, axis)).filter(bias -> layer.isHasBias());
  }

  /**
   * The end of a layer, frozen or not.
   *
   * @return empty where nothing in front of it is to be rounded
   */
  static Optional<LayerEnd> of(Layer layer, LayerQuantization quantization) {
    Layer inside = FrozenLayers.inside(layer);
    Access access = ENDS.get(inside.getClass());
    boolean isSplit = quantization.ranged().stream().anyMatch(LINEAR::contains);
    if (access == null || !isSplit) {
      return Optional.empty();
    }
    Optional<Bias> bias =
        access.bias().apply(inside).filter(b -> quantization.ranged().contains(Role.INTERMEDIATE));
    IActivation activation =
        Optional.ofNullable(access.read().apply(inside)).orElseGet(ActivationIdentity::new);
    Layer linear = layer.clone();
    access.replace().accept(FrozenLayers.inside(linear), new ActivationIdentity());
    return Optional.of(new LayerEnd(bias, activation, linear));
  }

  /** Whether a layer of this kind has an end that can be taken off. */
  static boolean isPossible(Layer layer) {
    return ENDS.containsKey(FrozenLayers.inside(layer).getClass());
  }
}
