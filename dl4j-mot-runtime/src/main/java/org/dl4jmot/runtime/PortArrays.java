package org.dl4jmot.runtime;

import org.dl4jmot.runtime.kernel.TensorBuffer;

/** Moves a run's part of an array of many samples into or out of the buffer of a port. */
final class PortArrays {
  private final String name;
  private final TensorBuffer buffer;
  private final boolean bytewise;
  // What one run takes or gives, where an array holds several; made when first needed.
  private float[] values;
  private byte[] raw;

  PortArrays(String name, TensorBuffer buffer) {
    this.name = name;
    this.buffer = buffer;
    bytewise = buffer.tensor().type().bytes() == 1;
  }

  String name() {
    return name;
  }

  int elements() {
    return buffer.elements();
  }

  int bytes() {
    return buffer.elements() * buffer.tensor().type().bytes();
  }

  /** Runs that take this many values. */
  int runs(int given) {
    return runs(given, elements(), "values");
  }

  /** Runs that take this many bytes. */
  int byteRuns(int given) {
    return runs(given, bytes(), "bytes");
  }

  private int runs(int given, int each, String unit) {
    if (given == 0 || given % each != 0) {
      throw new IllegalArgumentException(
          "input '"
              + name
              + "' "
              + buffer
              + " takes "
              + each
              + " "
              + unit
              + " a run, not "
              + given
              + ": give "
              + each
              + " or a multiple of it");
    }
    return given / each;
  }

  void requireElements(int runs, int given) {
    requireSize(runs, elements(), given, "values");
  }

  void requireBytes(int runs, int given) {
    requireSize(runs, bytes(), given, "bytes");
  }

  private void requireSize(int runs, int each, int given, String unit) {
    if (given != (long) runs * each) {
      throw new IllegalArgumentException(
          "output '"
              + name
              + "' "
              + buffer
              + " gives "
              + (long) runs * each
              + " "
              + unit
              + " in "
              + runs
              + " runs; the array for them has "
              + given);
    }
  }

  void set(float[] samples, int run) {
    if (samples.length == elements()) {
      buffer.setReal(samples);
    } else {
      System.arraycopy(samples, run * elements(), values(), 0, elements());
      buffer.setReal(values());
    }
  }

  void get(float[] results, int run) {
    if (results.length == elements()) {
      buffer.toReal(results);
    } else {
      buffer.toReal(values());
      System.arraycopy(values(), 0, results, run * elements(), elements());
    }
  }

  void set(byte[] samples, int run) {
    if (samples.length == bytes()) {
      buffer.set(samples);
    } else {
      System.arraycopy(samples, run * bytes(), raw(), 0, bytes());
      buffer.set(raw());
    }
  }

  void get(byte[] results, int run) {
    if (!bytewise) {
      System.arraycopy(buffer.toBytes(), 0, results, run * bytes(), bytes());
    } else if (results.length == bytes()) {
      buffer.get(results);
    } else {
      buffer.get(raw());
      System.arraycopy(raw(), 0, results, run * bytes(), bytes());
    }
  }

  private float[] values() {
    if (values == null) {
      values = new float[elements()];
    }
    return values;
  }

  private byte[] raw() {
    if (raw == null) {
      raw = new byte[bytes()];
    }
    return raw;
  }
}
