package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.dl4jmot.runtime.tensor.DataType;
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
  // Integer elements by how many steps apart the two runtimes are.
  private final long[] distances = new long[256];
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
      int distance =
          width == 1 ? distance(ours.get(i), reference.get(j)) : wide(ours, reference, i, j);
      distances[distance]++;
    }
  }

  private int distance(byte ours, byte reference) {
    return tensor.type() == DataType.UINT8
        ? Math.abs((ours & 0xff) - (reference & 0xff))
        : Math.abs(ours - reference);
  }

  /** 0 for equal elements of more than a byte, else the largest distance. */
  private int wide(ByteBuffer ours, ByteBuffer reference, int i, int j) {
    int width = tensor.type().bytes();
    return ours.slice(i, width).equals(reference.slice(j, width)) ? 0 : distances.length - 1;
  }

  /** Elements that are further apart than a tolerance, in real values. */
  private long differing(double tolerance) {
    double scale = tensor.quantization().map(q -> (double) q.scale(0)).orElse(1.0);
    long count = differing;
    for (int distance = 1; distance < distances.length; distance++) {
      count += distance * scale > tolerance ? distances[distance] : 0;
    }
    return count;
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
        comparedWithReference && !floating
            ? OptionalLong.of(differing(tolerance))
            : OptionalLong.empty(),
        asFloats ? OptionalDouble.of(runtimeError) : OptionalDouble.empty(),
        asFloats ? OptionalDouble.of(tolerance) : OptionalDouble.empty());
  }
}
