package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.tensor.Tensor;

/** Concatenations along any axis. */
public final class MergeTranslator implements Translator<MergeVertex> {
  @Override
  public Class<MergeVertex> type() {
    return MergeVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(MergeVertex.class.getName());
  }

  @Override
  public Value translate(MergeVertex conf, LayerScope scope, List<Value> inputs) {
    Value first = inputs.get(0);
    if (inputs.size() == 1) {
      return first.in(scope.output(new Identity(), List.of(first.tensor())));
    }
    int axis = first.axis(trainedAxis(conf, first));
    if (first instanceof Value.Features && axis == 1) {
      List<FeatureOrder> orders =
          inputs.stream().map(input -> input.requireFeatures().order()).toList();
      return new Value.Features(
          concatenated(scope, axis, inputs), FeatureOrder.concatenated(orders));
    }
    return first.in(concatenated(scope, axis, Arrangement.alike(scope, inputs)));
  }

  private static int trainedAxis(MergeVertex conf, Value value) {
    int rank = value.shape().rank();
    int axis = conf.getMergeAxis() < 0 ? conf.getMergeAxis() + rank : conf.getMergeAxis();
    if (axis < 0 || axis >= rank) {
      throw new UntranslatableException(
          "it merges along axis " + conf.getMergeAxis() + ", but is fed a " + value.describe(),
          "Choose an axis of its inputs");
    }
    return axis;
  }

  private static Tensor concatenated(LayerScope scope, int axis, List<Value> inputs) {
    try {
      return scope.output(
          new Concatenation(axis, Activation.NONE), inputs.stream().map(Value::tensor).toList());
    } catch (IllegalArgumentException e) {
      throw new UntranslatableException(
          "its inputs do not fit: " + e.getMessage(),
          "Give all inputs the same size along the axes that are not merged");
    }
  }
}
