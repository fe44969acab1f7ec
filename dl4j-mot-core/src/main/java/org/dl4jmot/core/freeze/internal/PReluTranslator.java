package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
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

  /** One axis per axis of the input but the batch, in the graph's order. */
  private static Tensor slopes(LayerScope scope, Value input) {
    Shape trained = scope.parameters().shape(PReLUParamInitializer.WEIGHT_KEY);
    int rank = input.shape().rank();
    if (trained.rank() != rank - 1) {
      throw mismatch(trained, input);
    }
    int[] sources = new int[rank - 1];
    for (int axis = 1; axis < rank; axis++) {
      sources[input.axis(axis) - 1] = axis - 1;
    }
    int[] shape = new int[rank - 1];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = trained.dim(sources[axis]);
      if (shape[axis] != 1 && shape[axis] != input.shape().dim(axis + 1)) {
        throw mismatch(trained, input);
      }
    }
    float[] values = scope.parameters().readPermuted(PReLUParamInitializer.WEIGHT_KEY, sources);
    float[] arranged =
        input instanceof Value.Features features && shape[0] != 1
            ? features.order().arrange(values)
            : values;
    return scope.constant("slope", Role.PARAMETER, Shape.of(shape), arranged);
  }

  private static UntranslatableException mismatch(Shape slopes, Value input) {
    return new UntranslatableException(
        "its slopes of shape " + slopes + " do not fit a " + input.describe(),
        "Set inputShape to the shape of one sample, and sharedAxes to axes of it");
  }
}
