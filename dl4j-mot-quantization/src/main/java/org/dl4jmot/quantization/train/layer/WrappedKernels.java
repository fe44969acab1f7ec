package org.dl4jmot.quantization.train.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.dl4jmot.quantization.train.fake.ChannelLayout;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Which parameters of wrapped layers become integers, and how. */
final class WrappedKernels {
  /** Rounds one parameter of a layer. */
  sealed interface Kernel {
    /** The parameter's name. */
    String key();

    /** The parameter as integers hold it; itself while quantization is off. */
    INDArray rounded(FakeQuantizer quantizer, INDArray real, boolean training);
  }

  /**
   * Weights: symmetric, one scale or one per output channel.
   *
   * @param key the parameter's name
   * @param order how its elements lie in memory
   * @param channels finds its output channels
   * @param usual granularity where no plan decides
   */
  record Weights(
      String key, char order, Function<INDArray, ChannelLayout> channels, Granularity usual)
      implements Kernel {
    @Override
    public INDArray rounded(FakeQuantizer quantizer, INDArray real, boolean training) {
      return quantizer.weights(key, real, order, channels, training);
    }
  }

  /**
   * A constant that an operation reads as it reads activations: one scale and zero point.
   *
   * @param key the parameter's name
   */
  record Operand(String key) implements Kernel {
    @Override
    public INDArray rounded(FakeQuantizer quantizer, INDArray real, boolean training) {
      return quantizer.operand(real, training);
    }
  }

  /**
   * The weights of a memory's four gates, one scale each; what columns follow them (peepholes) has
   * 16 bits in a file and stays as it is.
   *
   * @param key the parameter's name
   */
  record Gates(String key) implements Kernel {
    private static final int COUNT = 4;

    @Override
    public INDArray rounded(FakeQuantizer quantizer, INDArray real, boolean training) {
      long columns = COUNT * (real.size(1) / COUNT);
      INDArray copy = real.dup('f');
      INDArray gates = copy.get(NDArrayIndex.all(), NDArrayIndex.interval(0, columns));
      INDArray weights = gates.dup('f');
      ChannelLayout layout = ChannelLayout.outermost(COUNT, weights.length());
      gates.assign(quantizer.gates(key, weights, layout, training));
      return copy;
    }
  }

  private static final String WEIGHT = DefaultParamInitializer.WEIGHT_KEY;

  private static final Kernel IMAGE = convolution('c', WeightChannels::outermost);
  // [out, in, k, 1] by shape; 1.0.0-M2.1 reads the elements as [k, in, out]
  private static final Kernel SEQUENCE =
      convolution('c', weights -> ChannelLayout.innermost(weights.size(0)));
  private static final Kernel DENSE =
      new Weights(WEIGHT, 'f', WeightChannels::columns, Granularity.PER_TENSOR);

  private static final List<Kernel> GATES =
      List.of(
          new Gates(LSTMParamInitializer.INPUT_WEIGHT_KEY),
          new Gates(LSTMParamInitializer.RECURRENT_WEIGHT_KEY));

  // Deeplearning4j recommends LSTM instead of GravesLSTM; networks that have it train on too.
  @SuppressWarnings("deprecation")
  private static final Map<Class<? extends Layer>, List<Kernel>> KERNELS =
      Map.ofEntries(
          Map.entry(ConvolutionLayer.class, List.of(IMAGE)),
          Map.entry(Convolution2D.class, List.of(IMAGE)),
          Map.entry(Convolution1DLayer.class, List.of(SEQUENCE)),
          Map.entry(Convolution1D.class, List.of(SEQUENCE)),
          Map.entry(
              DepthwiseConvolution2D.class,
              List.of(convolution('c', WeightChannels::innermostTwo))),
          Map.entry(Deconvolution2D.class, List.of(convolution('c', WeightChannels::second))),
          Map.entry(DenseLayer.class, List.of(DENSE)),
          Map.entry(AutoEncoder.class, List.of(DENSE)),
          Map.entry(LSTM.class, GATES),
          Map.entry(GravesLSTM.class, GATES),
          Map.entry(RnnOutputLayer.class, List.of(DENSE)),
          Map.entry(CenterLossOutputLayer.class, List.of(DENSE)),
          Map.entry(LocallyConnected1D.class, List.of(new Operand(WEIGHT))),
          Map.entry(LocallyConnected2D.class, List.of(new Operand(WEIGHT))),
          Map.entry(ElementWiseMultiplicationLayer.class, List.of(new Operand(WEIGHT))),
          Map.entry(PReLULayer.class, List.of(new Operand(PReLUParamInitializer.WEIGHT_KEY))));

  private WrappedKernels() {}

  private static Weights convolution(char order, Function<INDArray, ChannelLayout> channels) {
    return new Weights(
        ConvolutionParamInitializer.WEIGHT_KEY, order, channels, Granularity.PER_CHANNEL);
  }

  /** The parameters of a layer, frozen or not, that become integers. */
  static List<Kernel> of(Layer layer) {
    Layer inside = FrozenLayers.inside(layer);
    return inside instanceof BaseWrapperLayer wrapper
        ? of(wrapper.getUnderlying())
        : KERNELS.getOrDefault(inside.getClass(), List.of());
  }

  /** Granularity of a layer's weights where no plan decides; empty where it has none. */
  static Optional<Granularity> granularity(Layer layer) {
    return of(layer).stream()
        .filter(Weights.class::isInstance)
        .map(kernel -> ((Weights) kernel).usual())
        .findFirst();
  }
}
