package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Tensor;

/** Rectifiers with trained slopes, which a shared axis has one of. */
public final class PReluTranslator implements Translator<PReLULayer> {
  @Override
  public Class<PReLULayer> type() {
    return PReLULayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(PReLULayer.class.getName());
  }

  // The layer has an activation function in its configuration and never applies it.
  @Override
  public Value translate(PReLULayer conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    Tensor slopes = slopes(scope, input);
    return input.in(scope.output(new PRelu(), List.of(input.tensor(), slopes)));
  }

  private static Tensor slopes(LayerScope scope, Value input) {
    String key = PReLUParamInitializer.WEIGHT_KEY;
    Slopes slopes = Slopes.of(scope.parameters().shape(key), input);
    float[] values = scope.parameters().readPermuted(key, slopes.sources());
    return scope.constant("slope", Role.PARAMETER, slopes.shape(), slopes.arranged(input, values));
  }
}
