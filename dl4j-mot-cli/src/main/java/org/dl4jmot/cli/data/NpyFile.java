package org.dl4jmot.cli.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dl4jmot.cli.fault.BadInputException;

/**
 * Reads and writes NumPy's {@code .npy} files (NumPy Enhancement Proposal 1, versions 1 to 3).
 *
 * <p>ND4J 1.0.0-M2.1 has a reader, in native code: it ends the process with a failed assertion
 * where a file is damaged or big-endian, and a command has to say what is wrong instead.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([<>|=])(\\w+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /**
   * Reads an array into row-major order.
   *
   * @throws BadInputException if it is no array that can be read
   */
  public static NpyArray read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      throw new BadInputException(file + " has " + size + " bytes; arrays over 2 GB are not read");
    }
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadInputException(file + " is no .npy array: " + e.getMessage(), e);
    }
  }

  private static NpyArray parse(ByteBuffer file) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    file.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("it does not begin with NumPy's signature");
    }
    int lengthBytes = file.get(MAGIC.length) == 1 ? Short.BYTES : Integer.BYTES;
    int lengthAt = MAGIC.length + 2;
    int length =
        lengthBytes == Short.BYTES ? file.getShort(lengthAt) & 0xffff : file.getInt(lengthAt);
    byte[] text = new byte[Math.min(Math.max(length, 0), file.capacity())];
    file.get(lengthAt + lengthBytes, text);
    String header = new String(text, StandardCharsets.ISO_8859_1);
    Matcher description = require(DESCRIPTION, header);
    NpyType type =
        NpyType.of(description.group(2))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "element type "
                            + description.group(2)
                            + " is not read, but "
                            + NpyType.codes()));
    int[] shape = shape(require(SHAPE, header).group(1));
    ByteBuffer data = file.position(lengthAt + lengthBytes + text.length).slice();
    data.order(description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return require(ORDER, header).group(1).equals("True")
        ? rowMajor(type, shape, data)
        : new NpyArray(type, shape, data);
  }

  private static Matcher require(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("its header lacks " + pattern + ": " + header.strip());
    }
    return matcher;
  }

  private static int[] shape(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(dimension -> !dimension.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** From Fortran's order, whose first index runs fastest. */
  private static NpyArray rowMajor(NpyType type, int[] shape, ByteBuffer data) {
    int width = type.bytes();
    ByteBuffer sorted = ByteBuffer.allocate(data.limit()).order(data.order());
    int[] index = new int[shape.length];
    int elements = new NpyArray(type, shape, data).elements();
    byte[] element = new byte[width];
    for (int i = 0; i < elements; i++) {
      int from = 0;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        from = from * shape[axis] + index[axis];
      }
      data.get(from * width, element);
      sorted.put(i * width, element);
      increment(index, shape);
    }
    return new NpyArray(type, shape, sorted);
  }

  private static void increment(int[] index, int[] shape) {
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }

  /** The bytes of a file, version 1, little-endian. */
  public static byte[] toBytes(NpyArray array) {
    String order = array.type().bytes() == 1 ? "|" : "<";
    String shape =
        Arrays.stream(array.shape()).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    String header =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(order, array.type().code(), shape);
    int unpadded = MAGIC.length + 2 + Short.BYTES + header.length() + 1;
    header += " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
    bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(array.stored(0, array.elements()));
    return bytes.toByteArray();
  }
}
