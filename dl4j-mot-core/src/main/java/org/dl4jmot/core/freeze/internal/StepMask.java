package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Which steps of a sequence hold data: 1 for those that do, 0 for those whose values all equal a
 * masking value.
 *
 * @param tensor [batch, steps, 1]
 */
record StepMask(Tensor tensor) {
  /** Adds the mask of a sequence. */
  static StepMask of(LayerScope scope, Tensor sequence, double maskingValue) {
    Tensor value = scope.auxiliary("masking_value", Shape.of(), (float) maskingValue);
    Tensor difference =
        scope.helper("difference", new Sub(Activation.NONE), List.of(sequence, value));
    Tensor distance = scope.helper("distance", new Abs(), List.of(difference));
    Tensor farthest = scope.helper("farthest", new ReduceMax(List.of(2), true), List.of(distance));
    return new StepMask(indicator(scope, "mask", farthest, scope.auxiliary("none", Shape.of(), 0)));
  }

  /** 1 where a value is greater than another, else 0. */
  private static Tensor indicator(LayerScope scope, String name, Tensor value, Tensor than) {
    Tensor greater =
        scope.helper(name + "/greater", new Greater(), DataType.BOOL, List.of(value, than));
    Tensor one = scope.auxiliary(name + "/one", Shape.of(1), 1);
    Tensor zero = scope.auxiliary(name + "/zero", Shape.of(1), 0);
    return scope.helper(name, new SelectV2(), List.of(greater, one, zero));
  }

  /** A step's part, [batch, 1]. */
  Tensor at(LayerScope scope, UnrolledSteps steps, int time) {
    return steps.slice(scope, "mask", tensor, time);
  }

  /** Adds the last step that holds data, zeros where none does, as the layer's result. */
  Value last(LayerScope scope, Value.Sequence sequence) {
    int length = sequence.length();
    float[] numbers = new float[length];
    for (int step = 0; step < length; step++) {
      numbers[step] = step + 1;
    }
    Mul mul = new Mul(Activation.NONE);
    Tensor steps = scope.auxiliary("step_numbers", Shape.of(1, length, 1), numbers);
    Tensor unmasked = scope.helper("unmasked_numbers", mul, List.of(tensor, steps));
    Tensor most = scope.helper("last_number", new ReduceMax(List.of(1), true), List.of(unmasked));
    Tensor half = scope.auxiliary("half", Shape.of(), 0.5f);
    Tensor below = scope.helper("below_last", new Sub(Activation.NONE), List.of(most, half));
    Tensor isLast = indicator(scope, "is_last", unmasked, below);
    Tensor kept = scope.helper("kept_step", mul, List.of(sequence.tensor(), isLast));
    return Value.Features.of(scope.output(new Sum(List.of(1), false), List.of(kept)));
  }
}
