package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.params.PretrainParamInitializer;
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

/** Autoencoders: inside a network they encode and no more. */
public final class AutoEncoderTranslator implements Translator<AutoEncoder> {
  @Override
  public Class<AutoEncoder> type() {
    return AutoEncoder.class;
  }

  @Override
  public List<Problem> problems(AutoEncoder conf) {
    return Layers.problems(conf);
  }

  @Override
  public Value translate(AutoEncoder conf, LayerScope scope, List<Value> inputs) {
    Value.Features input = inputs.get(0).requireFeatures();
    Tensor weights =
        DenseTranslator.weights(scope, PretrainParamInitializer.WEIGHT_KEY, input.order());
    float[] bias = scope.parameters().read(PretrainParamInitializer.BIAS_KEY);
    Tensor constant = scope.constant("bias", Role.BIAS, Shape.of(bias.length), bias);
    return scope.activated(
        FullyConnected.of(Activation.NONE),
        List.of(input.tensor(), weights, constant),
        conf.getActivationFn(),
        new Value.Features(input.tensor(), FeatureOrder.same(bias.length)));
  }
}
