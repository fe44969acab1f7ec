package org.dl4jmot.runtime.tflite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The small files that TFLite's metadata keeps in a zip archive behind the flatbuffer, stored
 * without compression. Its offsets count from the start of the whole file, so that any program that
 * reads archives reads it. The fields are those of PKWARE's APPNOTE.
 */
final class AppendedFiles {
  /** The first moment an archive can tell: the same in every file. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_ENTRIES_AT = 10;
  private static final int END_DIRECTORY_AT = 16;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENTRY_METHOD_AT = 10;
  private static final int ENTRY_SIZE_AT = 24;
  private static final int ENTRY_NAME_AT = 28;
  private static final int ENTRY_EXTRA_AT = 30;
  private static final int ENTRY_COMMENT_AT = 32;
  private static final int ENTRY_OFFSET_AT = 42;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_NAME_AT = 26;
  private static final int LOCAL_EXTRA_AT = 28;

  private AppendedFiles() {}

  /** An archive of texts by name, for its place behind so many bytes. */
  static byte[] archive(Map<String, String> texts, int behind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
        byte[] content = text.getValue().getBytes(StandardCharsets.UTF_8);
        zip.putNextEntry(entry(text.getKey(), content));
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] archive = bytes.toByteArray();
    move(ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN), behind);
    return archive;
  }

  private static ZipEntry entry(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }

  /** Adds to every offset of an archive without comment. */
  private static void move(ByteBuffer archive, int by) {
    int end = archive.limit() - END_BYTES;
    int at = archive.getInt(end + END_DIRECTORY_AT);
    for (int left = archive.getShort(end + END_ENTRIES_AT); left > 0; left--) {
      archive.putInt(at + ENTRY_OFFSET_AT, archive.getInt(at + ENTRY_OFFSET_AT) + by);
      at += entryBytes(archive, at);
    }
    archive.putInt(end + END_DIRECTORY_AT, archive.getInt(end + END_DIRECTORY_AT) + by);
  }

  private static int entryBytes(ByteBuffer file, int at) {
    return ENTRY_BYTES
        + unsigned(file, at + ENTRY_NAME_AT)
        + unsigned(file, at + ENTRY_EXTRA_AT)
        + unsigned(file, at + ENTRY_COMMENT_AT);
  }

  private static int unsigned(ByteBuffer file, int at) {
    return Short.toUnsignedInt(file.getShort(at));
  }

  /**
   * The texts behind a flatbuffer, by name; those that are compressed are left out.
   *
   * @throws TfliteFormatException if the archive is damaged
   */
  static Map<String, String> texts(ByteBuffer littleEndian) {
    Map<String, String> texts = new TreeMap<>();
    int end = littleEndian.limit() - END_BYTES;
    if (end < 0 || littleEndian.getInt(end) != END_SIGNATURE) {
      return texts;
    }
    try {
      int at = littleEndian.getInt(end + END_DIRECTORY_AT);
      long budget = littleEndian.limit();
      for (int left = unsigned(littleEndian, end + END_ENTRIES_AT); left > 0; left--) {
        if (littleEndian.getInt(at) != ENTRY_SIGNATURE) {
          throw new TfliteFormatException("the archive behind the flatbuffer is damaged");
        }
        budget -= littleEndian.getInt(at + ENTRY_SIZE_AT);
        if (budget < 0) {
          throw new TfliteFormatException("the archive's files share their content");
        }
        if (unsigned(littleEndian, at + ENTRY_METHOD_AT) == ZipEntry.STORED) {
          texts.put(
              text(littleEndian, at + ENTRY_BYTES, unsigned(littleEndian, at + ENTRY_NAME_AT)),
              content(littleEndian, at));
        }
        at += entryBytes(littleEndian, at);
      }
      return texts;
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new TfliteFormatException("the archive behind the flatbuffer is damaged", e);
    }
  }

  private static String content(ByteBuffer file, int entry) {
    int local = file.getInt(entry + ENTRY_OFFSET_AT);
    int start =
        local
            + LOCAL_BYTES
            + unsigned(file, local + LOCAL_NAME_AT)
            + unsigned(file, local + LOCAL_EXTRA_AT);
    return text(file, start, file.getInt(entry + ENTRY_SIZE_AT));
  }

  private static String text(ByteBuffer file, int start, int length) {
    byte[] bytes = new byte[file.slice(start, length).remaining()];
    file.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
