package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.ReverseV2;

/**
 * Vertices that pick the last step of a sequence, reverse it, or make one of a vector. What they do
 * with masks does not matter: a graph's sequences have all their steps. As in Deeplearning4j they
 * know channels-first sequences alone.
 */
public final class TimeSeriesVertexTranslator implements Translator<GraphVertex> {
  private static final Map<Class<? extends GraphVertex>, Step> STEPS =
      Map.of(
          LastTimeStepVertex.class,
              (scope, inputs) -> Recurrences.lastStep(scope, sequence(inputs.get(0))),
          ReverseTimeSeriesVertex.class,
              (scope, inputs) -> reversed(scope, sequence(inputs.get(0))),
          DuplicateToTimeSeriesVertex.class, TimeSeriesVertexTranslator::repeated);

  @FunctionalInterface
  private interface Step {
    Value add(LayerScope scope, List<Value> inputs);
  }

  @Override
  public Class<GraphVertex> type() {
    return GraphVertex.class;
  }

  @Override
  public List<String> handles() {
    return STEPS.keySet().stream().map(Class::getName).sorted().toList();
  }

  @Override
  public Value translate(GraphVertex conf, LayerScope scope, List<Value> inputs) {
    return STEPS.get(conf.getClass()).add(scope, inputs);
  }

  private static Value.Sequence sequence(Value value) {
    return value.requireSequence(RNNFormat.NCW);
  }

  /** As many steps as the second input, a network input, has. */
  private static Value repeated(LayerScope scope, List<Value> inputs) {
    return Recurrences.repeated(
        scope, inputs.get(0).requireFeatures(), sequence(inputs.get(1)).length(), RNNFormat.NCW);
  }

  private static Value reversed(LayerScope scope, Value.Sequence sequence) {
    return sequence.in(scope.output(new ReverseV2(Recurrences.TIME), List.of(sequence.tensor())));
  }
}
