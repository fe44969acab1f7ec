package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.tensor.Shape;

/** What the recurrent kernels share: their functions, and how they walk through a sequence. */
final class Recurrent {
  private Recurrent() {}

  /** One step of one sample, from the input at an offset to the result at another. */
  interface Step {
    /** Sets the state to zero. */
    void reset();

    void run(int inputFrom, int resultFrom);
  }

  /** Takes each sample from first to last step. */
  static void run(Step step, Shape input, int units, boolean timeMajor) {
    int samples = input.dim(timeMajor ? 1 : 0);
    int steps = input.dim(timeMajor ? 0 : 1);
    for (int sample = 0; sample < samples; sample++) {
      step.reset();
      for (int time = 0; time < steps; time++) {
        int row = timeMajor ? time * samples + sample : sample * steps + time;
        step.run(row * input.dim(2), row * units);
      }
    }
  }

  static FloatUnary.Function function(RecurrentActivation activation) {
    return switch (activation) {
      case NONE -> value -> value;
      case RELU -> value -> Math.max(0, value);
      case RELU6 -> value -> Math.min(6, Math.max(0, value));
      case TANH -> TanhKernel::tanh;
    };
  }
}
