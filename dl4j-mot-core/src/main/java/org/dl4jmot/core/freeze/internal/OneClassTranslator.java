package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.layers.ocnn.OCNNParamInitializer;
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

/** Output of one-class networks: a score from one hidden layer, neither of which has a bias. */
public final class OneClassTranslator implements Translator<OCNNOutputLayer> {
  @Override
  public Class<OCNNOutputLayer> type() {
    return OCNNOutputLayer.class;
  }

  @Override
  public List<Problem> problems(OCNNOutputLayer conf) {
    return Layers.problems(conf);
  }

  @Override
  public Value translate(OCNNOutputLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Features input = inputs.get(0).requireFeatures();
    LayerScope part = scope.part("hidden", "");
    Tensor hiddenWeights = DenseTranslator.weights(part, OCNNParamInitializer.V_KEY, input.order());
    int size = hiddenWeights.shape().dim(0);
    Value hidden =
        part.activated(
            FullyConnected.of(Activation.NONE),
            List.of(input.tensor(), hiddenWeights),
            conf.getActivationFn(),
            new Value.Features(input.tensor(), FeatureOrder.same(size)));
    float[] values = scope.parameters().read(OCNNParamInitializer.W_KEY);
    Tensor weights = scope.constant("weight", Role.WEIGHT, Shape.of(1, size), values);
    return Value.Features.of(
        scope.output(FullyConnected.of(Activation.NONE), List.of(hidden.tensor(), weights)));
  }
}
