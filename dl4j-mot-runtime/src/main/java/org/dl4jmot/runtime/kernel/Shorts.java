package org.dl4jmot.runtime.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The elements of an int16 tensor, which a buffer holds as little-endian bytes. */
final class Shorts {
  private static final VarHandle ELEMENTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private Shorts() {}

  static int get(byte[] elements, int index) {
    return (short) ELEMENTS.get(elements, index * Short.BYTES);
  }

  /** Stores a value that fits 16 bits. */
  static void put(byte[] elements, int index, int value) {
    ELEMENTS.set(elements, index * Short.BYTES, (short) value);
  }

  static int count(byte[] elements) {
    return elements.length / Short.BYTES;
  }
}
