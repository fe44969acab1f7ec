package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * Variational autoencoders: inside a network they give the mean of the latent values, which its
 * encoder layers and one more compute.
 */
public final class VariationalAutoencoderTranslator implements Translator<VariationalAutoencoder> {
  private static final String MEAN = "pZXMean";

  @Override
  public Class<VariationalAutoencoder> type() {
    return VariationalAutoencoder.class;
  }

  @Override
  public List<Problem> problems(VariationalAutoencoder conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    problems.addAll(Activations.problems(conf.getPzxActivationFn()));
    return problems;
  }

  @Override
  public Value translate(VariationalAutoencoder conf, LayerScope scope, List<Value> inputs) {
    Value.Features current = inputs.get(0).requireFeatures();
    for (int i = 0; i < conf.getEncoderLayerSizes().length; i++) {
      LayerScope encoder = scope.part("encoder-" + i, "");
      current = dense(encoder, "e" + i, current, conf.getActivationFn()).requireFeatures();
    }
    return dense(scope, MEAN, current, conf.getPzxActivationFn());
  }

  private static Value dense(
      LayerScope scope, String key, Value.Features input, IActivation activation) {
    Tensor weights = DenseTranslator.weights(scope, key + "W", input.order());
    float[] bias = scope.parameters().read(key + "b");
    Tensor constant = scope.constant("bias", Role.BIAS, Shape.of(bias.length), bias);
    return scope.activated(
        FullyConnected.of(Activation.NONE),
        List.of(input.tensor(), weights, constant),
        activation,
        new Value.Features(input.tensor(), FeatureOrder.same(bias.length)));
  }
}
