package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** A dense layer for every step of a sequence. The loss falls away. */
public final class RnnOutputTranslator implements Translator<RnnOutputLayer> {
  @Override
  public Class<RnnOutputLayer> type() {
    return RnnOutputLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(RnnOutputLayer.class.getName());
  }

  @Override
  public List<Problem> problems(RnnOutputLayer conf) {
    return Layers.problems(conf);
  }

  @Override
  public Value translate(RnnOutputLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    Shape trained = scope.parameters().shape(DefaultParamInitializer.WEIGHT_KEY);
    int outputs = trained.dim(1);
    Recurrences.requireFeatures(input, trained.dim(0));
    List<Tensor> operands = new ArrayList<>();
    operands.add(input.tensor());
    operands.add(
        scope.constant(
            "weight",
            Role.WEIGHT,
            Shape.of(outputs, trained.dim(0)),
            scope.parameters().readPermuted(DefaultParamInitializer.WEIGHT_KEY, 1, 0)));
    if (conf.hasBias()) {
      float[] bias = scope.parameters().read(DefaultParamInitializer.BIAS_KEY);
      operands.add(scope.constant("bias", Role.BIAS, Shape.of(outputs), bias));
    }
    FullyConnected dense = new FullyConnected(Activation.NONE, true, false);
    // Deeplearning4j applies the function step by step, so to the features whatever the format.
    Value steps = new Value.Sequence(input.tensor(), RNNFormat.NWC);
    return input.in(scope.activated(dense, operands, conf.getActivationFn(), steps).tensor());
  }
}
