package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** A sequence taken apart into its steps [batch, features] and put together again. */
final class UnrolledSteps {
  /** About 20 operations a step: beyond it a file of many thousand operations serves nobody. */
  static final int MOST = 256;

  private final LayerScope scope;
  private final int batch;
  private final int length;
  private final List<Tensor> results = new ArrayList<>();

  private UnrolledSteps(LayerScope scope, int batch, int length) {
    this.scope = scope;
    this.batch = batch;
    this.length = length;
  }

  /**
   * For a sequence [batch, steps, features].
   *
   * @throws UntranslatableException for more than {@link #MOST} steps
   */
  static UnrolledSteps of(LayerScope scope, Tensor sequence) {
    int length = sequence.shape().dim(Recurrences.TIME);
    if (length > MOST) {
      throw new UntranslatableException(
          "its functions are none of LiteRT's recurrent operation, and unrolling "
              + length
              + " steps would take too many operations (at most "
              + MOST
              + ")",
          "Use tanh, relu or relu6 with sigmoid gates, or shorter sequences");
    }
    return new UnrolledSteps(scope, sequence.shape().dim(0), length);
  }

  int length() {
    return length;
  }

  /** One step of a sequence. */
  Tensor slice(LayerScope at, String name, Tensor sequence, int time) {
    int features = sequence.shape().dim(-1);
    Tensor slice =
        at.helper(
            name + "/slice",
            new Slice(List.of(0, time, 0), List.of(batch, 1, features)),
            List.of(sequence));
    return at.helper(name, new Reshape(Shape.of(batch, features)), List.of(slice));
  }

  /** Takes the result [batch, features] of the next step. */
  void add(Tensor result) {
    results.add(result);
  }

  /** The sequence of all results, the scope's. */
  Tensor joined() {
    int features = results.get(0).shape().dim(1);
    Reshape whole = new Reshape(Shape.of(batch, length, features));
    if (results.size() == 1) {
      return scope.output(whole, results);
    }
    Tensor flat = scope.helper("flat", new Concatenation(1, Activation.NONE), results);
    return scope.output(whole, List.of(flat));
  }
}
