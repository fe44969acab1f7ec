package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.tensor.Tensor;

/** Values one behind the other along the batch, so that the layers behind see all of them. */
public final class StackTranslator implements Translator<StackVertex> {
  @Override
  public Class<StackVertex> type() {
    return StackVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(StackVertex.class.getName());
  }

  @Override
  public Value translate(StackVertex conf, LayerScope scope, List<Value> inputs) {
    List<Value> alike = Arrangement.alike(scope, inputs);
    Value first = alike.get(0);
    List<Tensor> operands =
        first instanceof Value.Sequence
            ? ofEqualLength(scope, alike)
            : alike.stream().map(Value::tensor).toList();
    return first.in(concatenated(scope, operands));
  }

  private static Tensor concatenated(LayerScope scope, List<Tensor> operands) {
    try {
      return scope.output(new Concatenation(0, Activation.NONE), operands);
    } catch (IllegalArgumentException e) {
      throw new UntranslatableException(
          "its inputs do not fit: " + e.getMessage(), "Give all inputs the same shape");
    }
  }

  /** Shorter sequences end in zeros, as Deeplearning4j fills them up. */
  private static List<Tensor> ofEqualLength(LayerScope scope, List<Value> sequences) {
    int longest =
        sequences.stream().mapToInt(value -> value.requireSequence().length()).max().orElseThrow();
    List<Tensor> padded = new ArrayList<>();
    for (Value value : sequences) {
      int missing = longest - value.requireSequence().length();
      padded.add(
          missing == 0
              ? value.tensor()
              : scope.helper(
                  "padded" + padded.size(),
                  new Pad(List.of(0, 0, 0), List.of(0, missing, 0)),
                  List.of(value.tensor())));
    }
    return padded;
  }
}
