package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
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

/** Concatenations. */
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
    List<Tensor> operands = inputs.stream().map(Value::tensor).toList();
    Value first = inputs.get(0);
    if (inputs.size() == 1) {
      return first.in(scope.output(new Identity(), operands));
    }
    if (first instanceof Value.Image image) {
      inputs.forEach(input -> input.requireImage(image.format()));
      return image.in(concatenated(scope, axis(conf, image), operands));
    }
    if (conf.getMergeAxis() != 1) {
      throw new UntranslatableException(
          "it merges vectors along axis " + conf.getMergeAxis(), "Merge vectors along axis 1");
    }
    List<FeatureOrder> orders =
        inputs.stream().map(input -> input.requireFeatures().order()).toList();
    return new Value.Features(concatenated(scope, 1, operands), FeatureOrder.concatenated(orders));
  }

  private static Tensor concatenated(LayerScope scope, int axis, List<Tensor> operands) {
    try {
      return scope.output(new Concatenation(axis, Activation.NONE), operands);
    } catch (IllegalArgumentException e) {
      throw new UntranslatableException(
          "its inputs do not fit: " + e.getMessage(),
          "Give all inputs the same size along the axes that are not merged");
    }
  }

  /** The trained network's axis, as an axis of the graph. */
  private static int axis(MergeVertex conf, Value.Image image) {
    int axis = conf.getMergeAxis();
    if (image.format() == CNN2DFormat.NHWC) {
      return axis;
    }
    return axis == 1 ? 3 : axis - 1;
  }
}
