package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

/**
 * Checks offsets, vtables and vector lengths of a flatbuffer before generated accessors trust them.
 *
 * <p>Tables may be shared, so a small file can describe a huge tree. Every visited table, character
 * and number is therefore charged to a budget of a few times the file's size: whoever decodes only
 * what was verified needs time and memory in proportion to the file.
 */
final class FlatBufferVerifier {
  private static final int OFFSET_BYTES = 4;
  private static final int VTABLE_HEADER_BYTES = 4;
  private static final int BUDGET_PER_BYTE = 4;
  private static final int SPARE_BUDGET = 4096;

  private final ByteBuffer file;
  private final int size;
  private long budget;

  FlatBufferVerifier(ByteBuffer littleEndian) {
    file = littleEndian;
    size = littleEndian.limit();
    budget = (long) BUDGET_PER_BYTE * size + SPARE_BUDGET;
  }

  /** Position of the root table. */
  int root() {
    return table(follow(0, "root"), "root");
  }

  /** Length of a vector of numbers, 0 if absent; charges its elements. */
  int numbers(int table, int slot, int elementBytes, String what) {
    int length = vector(table, slot, elementBytes, what);
    charge(length, what);
    return length;
  }

  /** Checks a vector whose elements nobody copies. */
  void data(int table, int slot, String what) {
    vector(table, slot, 1, what);
  }

  /** Checks a string. */
  void string(int table, int slot, String what) {
    numbers(table, slot, 1, what);
  }

  /** Number of tables in a vector of tables. */
  int count(int table, int slot, String what) {
    return vector(table, slot, OFFSET_BYTES, what);
  }

  /** Checks every table of a vector and hands each to a check of its own. */
  void tables(int table, int slot, String what, ObjIntConsumer<String> check) {
    int length = numbers(table, slot, OFFSET_BYTES, what + " list");
    int field = field(table, slot);
    int start = field == 0 ? 0 : follow(field, what) + OFFSET_BYTES;
    for (int i = 0; i < length; i++) {
      String name = what + " " + i;
      check.accept(name, table(follow(start + i * OFFSET_BYTES, name), name));
    }
  }

  /** Checks a table in a field, if it is there, and hands it to a check of its own. */
  void child(int table, int slot, String what, ObjIntConsumer<String> check) {
    int field = field(table, slot);
    if (field != 0) {
      check.accept(what, table(follow(field, what), what));
    }
  }

  /** An unsigned 64-bit field; 0 if absent. */
  long number(int table, int slot, String what) {
    int field = field(table, slot);
    if (field == 0) {
      return 0;
    }
    require(field, Long.BYTES, what);
    return file.getLong(field);
  }

  /** An unsigned 8-bit field; 0 if absent. */
  int octet(int table, int slot, String what) {
    int field = field(table, slot);
    if (field == 0) {
      return 0;
    }
    require(field, Byte.BYTES, what);
    return Byte.toUnsignedInt(file.get(field));
  }

  private int vector(int table, int slot, int elementBytes, String what) {
    int field = field(table, slot);
    if (field == 0) {
      return 0;
    }
    int start = follow(field, what);
    int length = file.getInt(start);
    if (length < 0 || length > (size - start - OFFSET_BYTES) / elementBytes) {
      throw new TfliteFormatException(
          what
              + " at byte "
              + start
              + " claims "
              + Integer.toUnsignedString(length)
              + " elements; the file ends "
              + (size - start - OFFSET_BYTES)
              + " bytes behind it");
    }
    return length;
  }

  /** Position of a table's field, 0 if absent; the table has been checked. */
  private int field(int table, int slot) {
    int vtable = table - file.getInt(table);
    int entry = VTABLE_HEADER_BYTES + Short.BYTES * slot;
    if (entry >= Short.toUnsignedInt(file.getShort(vtable))) {
      return 0;
    }
    int offset = Short.toUnsignedInt(file.getShort(vtable + entry));
    return offset == 0 ? 0 : table + offset;
  }

  /** Checks a table's vtable, and that every field starts inside the table. */
  private int table(int position, String what) {
    charge(1, what);
    long vtable = (long) position - file.getInt(position);
    require(vtable, OFFSET_BYTES, "vtable of " + what);
    int vtableBytes = Short.toUnsignedInt(file.getShort((int) vtable));
    int tableBytes = Short.toUnsignedInt(file.getShort((int) vtable + Short.BYTES));
    require(vtable, vtableBytes, "vtable of " + what);
    require(position, tableBytes, what);
    if (vtableBytes < VTABLE_HEADER_BYTES || vtableBytes % 2 != 0 || tableBytes < OFFSET_BYTES) {
      throw new TfliteFormatException(what + " at byte " + position + " has no valid vtable");
    }
    for (int entry = VTABLE_HEADER_BYTES; entry < vtableBytes; entry += Short.BYTES) {
      if (Short.toUnsignedInt(file.getShort((int) vtable + entry)) >= tableBytes) {
        throw new TfliteFormatException(
            what + " at byte " + position + " has a field outside itself");
      }
    }
    return position;
  }

  /** Where the offset at a position leads; at least an offset's width of bytes is there. */
  private int follow(int position, String what) {
    require(position, OFFSET_BYTES, what);
    long target = position + Integer.toUnsignedLong(file.getInt(position));
    if (target == position) {
      throw new TfliteFormatException("offset of " + what + " at byte " + position + " is 0");
    }
    require(target, OFFSET_BYTES, what);
    return (int) target;
  }

  private void require(long position, int bytes, String what) {
    if (position < 0 || position > size - (long) bytes) {
      throw new TfliteFormatException(
          what + " lies outside the file: " + bytes + " bytes at " + position + " of " + size);
    }
  }

  private void charge(int cost, String what) {
    budget -= cost;
    if (budget < 0) {
      throw new TfliteFormatException(
          "the file describes far more than it holds, found in " + what);
    }
  }
}
