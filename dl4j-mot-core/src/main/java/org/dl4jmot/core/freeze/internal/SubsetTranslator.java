package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Parts of a value. Deeplearning4j cuts its second axis, whatever that is: the channels of NCHW
 * images and of NCW sequences, the rows of NHWC images.
 */
public final class SubsetTranslator implements Translator<SubsetVertex> {
  @Override
  public Class<SubsetVertex> type() {
    return SubsetVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SubsetVertex.class.getName());
  }

  @Override
  public Value translate(SubsetVertex conf, LayerScope scope, List<Value> inputs) {
    Value input = Arrangement.asTrained(scope, "arranged", inputs.get(0));
    Slices box = Slices.of(input).cut(input.axis(1), conf.getFrom(), conf.getTo() + 1);
    Tensor part = scope.output(box.operation(), List.of(input.tensor()));
    return Arrangement.like(input, part);
  }
}
