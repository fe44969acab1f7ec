package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.dl4jmot.runtime.tensor.Tensor;

/** Adds up, over all samples, how one tensor of a file compares. */
final class TensorTally {
  private final Tensor tensor;
  private final String op;
  private final SignalToNoise noise = new SignalToNoise();
  private boolean comparedWithFloat;
  private boolean comparedWithReference;
  private long elements;
  private long differing;
  private double runtimeError;
  private double magnitude;

  TensorTally(Tensor tensor, String op) {
    this.tensor = tensor;
    this.op = op;
  }

  void measure(float[] values) {
    elements += values.length;
    for (float value : values) {
      magnitude = Math.max(magnitude, Math.abs(value));
    }
  }

  void compareWithFloat(float[] expected, float[] actual) {
    comparedWithFloat = true;
    for (int i = 0; i < expected.length; i++) {
      noise.add(expected[i], actual[i]);
    }
  }

  void compareWithReference(ByteBuffer ours, ByteBuffer reference) {
    comparedWithReference = true;
    if (ours.remaining() != reference.remaining()) {
      differing += Math.max(ours.remaining(), reference.remaining());
      runtimeError = Double.NaN;
    } else if (tensor.type().isFloatingPoint()) {
      compareFloats(ours, reference);
    } else {
      compareIntegers(ours, reference);
    }
  }

  private void compareFloats(ByteBuffer ours, ByteBuffer reference) {
    for (int i = ours.position(), j = reference.position();
        i < ours.limit();
        i += Float.BYTES, j += Float.BYTES) {
      double error = Math.abs((double) ours.getFloat(i) - reference.getFloat(j));
      // Math.max keeps a NaN.
      runtimeError = Math.max(runtimeError, error);
    }
  }

  private void compareIntegers(ByteBuffer ours, ByteBuffer reference) {
    int width = tensor.type().bytes();
    for (int i = ours.position(), j = reference.position();
        i < ours.limit();
        i += width, j += width) {
      for (int k = 0; k < width; k++) {
        if (ours.get(i + k) != reference.get(j + k)) {
          differing++;
          break;
        }
      }
    }
  }

  double magnitude() {
    return magnitude;
  }

  TensorComparison result(double tolerance) {
    boolean floating = tensor.type().isFloatingPoint();
    boolean asFloats = comparedWithReference && floating;
    return new TensorComparison(
        tensor.name(),
        op,
        tensor.type().name(),
        elements,
        comparedWithFloat ? OptionalDouble.of(noise.decibels()) : OptionalDouble.empty(),
        comparedWithFloat ? OptionalDouble.of(noise.worstError()) : OptionalDouble.empty(),
        comparedWithReference && !floating ? OptionalLong.of(differing) : OptionalLong.empty(),
        asFloats ? OptionalDouble.of(runtimeError) : OptionalDouble.empty(),
        asFloats ? OptionalDouble.of(tolerance) : OptionalDouble.empty());
  }
}
