package org.dl4jmot.cli.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.cli.fault.Problems;

/** Kinds of model files, told apart by their first bytes, whatever their name. */
public enum ModelKind {
  /** A network that Deeplearning4j saved. */
  DL4J_ZIP(0, "PK\003\004"),
  /** A network that Keras saved as HDF5. */
  KERAS_H5(0, "\u0089HDF\r\n\u001a\n"),
  /** A {@code .tflite} file. */
  TFLITE(4, "TFL3");

  private static final int LONGEST = 8;
  private final int at;
  private final String magic;

  ModelKind(int at, String magic) {
    this.at = at;
    this.magic = magic;
  }

  /** The kind of a file; notes a problem if it is none of them. */
  public static Optional<ModelKind> check(Path file, Problems problems) {
    try {
      return Optional.of(of(file));
    } catch (BadInputException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The kind of a file.
   *
   * @throws BadInputException if it is none of them
   */
  public static ModelKind of(Path file) {
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return Arrays.stream(values())
        .filter(kind -> start.startsWith(kind.magic, kind.at))
        .findFirst()
        .orElseThrow(() -> new BadInputException(unknown(file, start)));
  }

  private static String unknown(Path file, String start) {
    return file
        + " is neither a Deeplearning4j zip, nor a Keras .h5, nor a .tflite file"
        + (start.isEmpty() ? ": it is empty" : "")
        + (start.startsWith("{") ? ": it looks like JSON; the weights are needed too" : "");
  }
}
