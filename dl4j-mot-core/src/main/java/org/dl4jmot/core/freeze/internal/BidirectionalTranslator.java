package org.dl4jmot.core.freeze.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A recurrent layer and its twin that reads the sequence from last to first step. Where they keep
 * their last step alone, that of the twin is its result for the first step.
 */
public final class BidirectionalTranslator implements Translator<Bidirectional> {
  private static final Map<Mode, Combination> COMBINATIONS =
      new EnumMap<>(
          Map.of(
              Mode.ADD,
              (scope, both) -> scope.output(new Add(Activation.NONE), both),
              Mode.MUL,
              (scope, both) -> scope.output(new Mul(Activation.NONE), both),
              Mode.AVERAGE,
              BidirectionalTranslator::average,
              Mode.CONCAT,
              BidirectionalTranslator::concatenation));

  @FunctionalInterface
  private interface Combination {
    Tensor add(LayerScope scope, List<Tensor> both);
  }

  @Override
  public Class<Bidirectional> type() {
    return Bidirectional.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Bidirectional.class.getName());
  }

  @Override
  public Value translate(Bidirectional conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence();
    Value ahead =
        scope
            .part("forwards", BidirectionalParamInitializer.FORWARD_PREFIX)
            .wrapped(conf.getFwd(), List.of(input));
    Tensor reversed = Recurrences.reversed(scope, "reversed_input", input.tensor());
    Value back =
        scope
            .part("backwards", BidirectionalParamInitializer.BACKWARD_PREFIX)
            .wrapped(conf.getBwd(), List.of(input.in(reversed)));
    Tensor turned =
        back instanceof Value.Sequence
            ? Recurrences.reversed(scope, "reversed_backwards", back.tensor())
            : back.tensor();
    Tensor result = COMBINATIONS.get(conf.getMode()).add(scope, List.of(ahead.tensor(), turned));
    return ahead instanceof Value.Features ? Value.Features.of(result) : ahead.in(result);
  }

  private static Tensor average(LayerScope scope, List<Tensor> both) {
    Tensor sum = scope.helper("sum", new Add(Activation.NONE), both);
    Tensor half = scope.auxiliary("half", Shape.of(), 0.5f);
    return scope.output(new Mul(Activation.NONE), List.of(sum, half));
  }

  private static Tensor concatenation(LayerScope scope, List<Tensor> both) {
    return scope.output(new Concatenation(-1, Activation.NONE), both);
  }
}
