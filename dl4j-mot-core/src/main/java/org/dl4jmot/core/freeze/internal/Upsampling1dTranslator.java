package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Upsampling of sequences: each cell along axis 2 of Deeplearning4j's array is repeated. These are
 * the time steps of an NCW sequence, but the values of an NWC one.
 */
public final class Upsampling1dTranslator implements Translator<Upsampling1D> {
  @Override
  public Class<Upsampling1D> type() {
    return Upsampling1D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Upsampling1D.class.getName());
  }

  @Override
  public Value translate(Upsampling1D conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence();
    int times = conf.getSize()[0];
    if (input.axis(2) == 1) {
      Tensor image = Sequences.asImage(scope, input);
      Tensor repeated = repeated(scope, image, times);
      return input.in(scope.output(Sequences.toSequence(repeated.shape()), List.of(repeated)));
    }
    Shape shape = input.shape();
    Reshape columns = new Reshape(Shape.of(shape.dim(0), shape.dim(1), shape.dim(2), 1));
    Tensor repeated =
        repeated(scope, scope.helper("image", columns, List.of(input.tensor())), times);
    Reshape back = new Reshape(shape.with(2, shape.dim(2) * times));
    return input.in(scope.output(back, List.of(repeated)));
  }

  private static Tensor repeated(LayerScope scope, Tensor image, int times) {
    return scope.node(
        "repeated", Role.INTERMEDIATE, Repetition.of(image.shape(), 1, times), List.of(image));
  }
}
