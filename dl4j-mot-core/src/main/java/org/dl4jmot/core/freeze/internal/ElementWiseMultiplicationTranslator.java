package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.params.ElementWiseParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** A factor and a summand for each feature of a vector. */
public final class ElementWiseMultiplicationTranslator
    implements Translator<ElementWiseMultiplicationLayer> {
  @Override
  public Class<ElementWiseMultiplicationLayer> type() {
    return ElementWiseMultiplicationLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ElementWiseMultiplicationLayer.class.getName());
  }

  @Override
  public List<Problem> problems(ElementWiseMultiplicationLayer conf) {
    return Activations.problems(conf.getActivationFn());
  }

  @Override
  public Value translate(
      ElementWiseMultiplicationLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Features input = inputs.get(0).requireFeatures();
    Tensor factors = constant(scope, "weight", ElementWiseParamInitializer.WEIGHT_KEY, input);
    Tensor summands = constant(scope, "bias", ElementWiseParamInitializer.BIAS_KEY, input);
    Tensor scaled =
        scope.node(
            "scaled",
            Role.INTERMEDIATE,
            new Mul(Activation.NONE),
            List.of(input.tensor(), factors));
    return scope.activated(
        new Add(Activation.NONE), List.of(scaled, summands), conf.getActivationFn(), input);
  }

  private static Tensor constant(LayerScope scope, String name, String key, Value.Features input) {
    float[] values = scope.parameters().read(key);
    if (values.length != input.order().features()) {
      throw new UntranslatableException(
          "it takes " + values.length + " values but is fed " + input.order().features(),
          "Check nIn and the network's InputType");
    }
    return scope.constant(
        name, Role.PARAMETER, Shape.of(values.length), input.order().arrange(values));
  }
}
