package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** A layer of vectors, applied to every step of a sequence: to a batch of steps. */
public final class TimeDistributedTranslator implements Translator<TimeDistributed> {
  @Override
  public Class<TimeDistributed> type() {
    return TimeDistributed.class;
  }

  @Override
  public List<String> handles() {
    return List.of(TimeDistributed.class.getName());
  }

  @Override
  public Value translate(TimeDistributed conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    int batch = input.shape().dim(0);
    Reshape rows = new Reshape(Shape.of(batch * input.length(), input.channels()));
    Tensor steps = scope.helper("steps", rows, List.of(input.tensor()));
    Value.Features result =
        scope
            .part("underlying", "")
            .wrapped(conf.getUnderlying(), List.of(Value.Features.of(steps)))
            .requireFeatures();
    int features = result.shape().dim(1);
    Reshape sequence = new Reshape(Shape.of(batch, input.length(), features));
    return input.in(scope.output(sequence, List.of(result.tensor())));
  }
}
