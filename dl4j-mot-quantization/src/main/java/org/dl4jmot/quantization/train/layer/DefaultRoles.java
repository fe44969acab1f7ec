package org.dl4jmot.quantization.train.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.dl4jmot.quantization.plan.PolicyTable;
import org.dl4jmot.quantization.plan.ScaleRule;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.quantization.train.fake.LayerQuantization.Prescribed;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * What a layer quantizes that stands in a configuration by itself, its neighbours unknown: its
 * weights; its result if an activation function ends it, for the result of a bare linear layer
 * belongs to whatever batch normalization or activation comes next; and the logits of an output
 * layer.
 */
public final class DefaultRoles {
  private static final Map<Class<? extends Layer>, Granularity> WEIGHTS =
      Map.of(
          ConvolutionLayer.class, Granularity.PER_CHANNEL,
          DepthwiseConvolution2D.class, Granularity.PER_CHANNEL,
          SeparableConvolution2D.class, Granularity.PER_CHANNEL,
          DenseLayer.class, Granularity.PER_TENSOR,
          OutputLayer.class, Granularity.PER_TENSOR);

  /** Layers whose activation function counts; others inherit a setting they never use. */
  private static final Set<Class<? extends Layer>> ACTIVATED =
      Set.of(
          ConvolutionLayer.class,
          DepthwiseConvolution2D.class,
          SeparableConvolution2D.class,
          DenseLayer.class,
          OutputLayer.class,
          LossLayer.class);

  private static final Set<Class<? extends IActivation>> CLAMPS =
      Set.of(ActivationReLU.class, ActivationReLU6.class);

  private static final Map<Class<? extends IActivation>, Class<? extends Op>> PRESCRIBING =
      Map.of(
          ActivationSoftmax.class, Softmax.class,
          ActivationSigmoid.class, Logistic.class,
          ActivationTanH.class, Tanh.class);

  private DefaultRoles() {}

  /** What the layer quantizes by its own rules. */
  public static LayerQuantization of(Layer layer, TrainingSettings settings) {
    Optional<IActivation> activation =
        activation(layer).filter(function -> !(function instanceof ActivationIdentity));
    return new LayerQuantization(
        ranged(layer, activation),
        activation.map(DefaultRoles::prescribed).orElse(null),
        Optional.ofNullable(WEIGHTS.get(layer.getClass()))
            .or(() -> WrappedKernels.granularity(layer))
            .orElse(null),
        settings);
  }

  private static List<Role> ranged(Layer layer, Optional<IActivation> activation) {
    boolean isClamped = activation.filter(f -> CLAMPS.contains(f.getClass())).isPresent();
    boolean isBareOutput = activation.isEmpty() && layer.getClass() == OutputLayer.class;
    List<Role> roles = new ArrayList<>();
    if (layer.getClass() == SeparableConvolution2D.class) {
      roles.add(Role.INTERMEDIATE);
    }
    if (isClamped || isMean(layer) || isBareOutput) {
      roles.add(Role.OUTPUT);
    } else if (activation.isPresent() && WEIGHTS.containsKey(layer.getClass())) {
      roles.add(Role.PRE_ACTIVATION);
    }
    return roles;
  }

  private static boolean isMean(Layer layer) {
    return layer instanceof GlobalPoolingLayer pooling
        && pooling.getPoolingType() == PoolingType.AVG;
  }

  private static Optional<IActivation> activation(Layer layer) {
    if (layer instanceof ActivationLayer activationLayer) {
      return Optional.of(activationLayer.getActivationFn());
    }
    return ACTIVATED.contains(layer.getClass())
        ? Optional.ofNullable(((BaseLayer) layer).getActivationFn())
        : Optional.empty();
  }

  /** The parameters that an activation function's integer result has by nature, or null. */
  private static Prescribed prescribed(IActivation activation) {
    Class<? extends Op> operation = PRESCRIBING.get(activation.getClass());
    return operation != null && PolicyTable.of(operation).output() instanceof ScaleRule.Fixed fixed
        ? new Prescribed(fixed.parameters().scale(), fixed.parameters().zeroPoint())
        : null;
  }
}
