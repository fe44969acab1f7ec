package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Verifies the tables of a {@code .tflite} file that {@link ModelParser} reads. The numbers are
 * field positions in TFLite's schema.
 */
final class ModelVerifier {
  private static final int IDENTIFIER_AT = 4;
  private static final int HEADER_BYTES = 8;
  private static final int RESHAPE_OPTIONS = 17;

  private final ByteBuffer file;
  private final FlatBufferVerifier verifier;

  private ModelVerifier(ByteBuffer littleEndian) {
    file = littleEndian;
    verifier = new FlatBufferVerifier(littleEndian);
  }

  /** Checks a file from position 0 to its limit, which must hold one network alone. */
  static void verify(ByteBuffer littleEndian) {
    ModelVerifier model = new ModelVerifier(littleEndian);
    int root = model.root();
    requireOneSubgraph(model.verifier.count(root, 2, "subgraph list"));
    model.verifyTables(root);
  }

  /** Checks the tables of a file from position 0 to its limit, whatever they describe. */
  static void verifyTables(ByteBuffer littleEndian) {
    ModelVerifier model = new ModelVerifier(littleEndian);
    model.verifyTables(model.root());
  }

  private int root() {
    requireIdentifier();
    return verifier.root();
  }

  private void verifyTables(int model) {
    verifier.tables(model, 1, "operator code", this::operatorCode);
    verifier.tables(model, 2, "subgraph", this::subgraph);
    verifier.string(model, 3, "description");
    verifier.tables(model, 4, "buffer", this::buffer);
    verifier.tables(model, 6, "metadata", (what, at) -> verifier.string(at, 0, what + " name"));
    verifier.tables(model, 7, "signature", this::signature);
  }

  private void requireIdentifier() {
    if (file.limit() < HEADER_BYTES) {
      throw new TfliteFormatException(
          "no .tflite file: " + file.limit() + " bytes, less than a header");
    }
    byte[] found = new byte[HEADER_BYTES - IDENTIFIER_AT];
    file.get(IDENTIFIER_AT, found);
    String identifier = new String(found, StandardCharsets.ISO_8859_1);
    if (!identifier.equals("TFL3")) {
      throw new TfliteFormatException(
          "no .tflite file: bytes 4 to 7 must be TFL3, not '"
              + identifier.replaceAll("[^ -~]", "?")
              + "'");
    }
  }

  private static void requireOneSubgraph(int count) {
    if (count != 1) {
      throw new TfliteFormatException(
          "files with one subgraph are supported; this one has "
              + count
              + " (control flow or several signatures)");
    }
  }

  private void operatorCode(String what, int at) {
    verifier.string(at, 1, what + " custom name");
  }

  private void subgraph(String what, int at) {
    verifier.tables(at, 0, "tensor", this::tensor);
    verifier.numbers(at, 1, Integer.BYTES, "subgraph inputs");
    verifier.numbers(at, 2, Integer.BYTES, "subgraph outputs");
    verifier.tables(at, 3, "operator", this::operator);
    verifier.string(at, 4, what + " name");
  }

  private void tensor(String what, int at) {
    verifier.numbers(at, 0, Integer.BYTES, what + " shape");
    verifier.string(at, 3, what + " name");
    verifier.child(at, 4, what + " quantization", this::quantization);
    verifier.child(at, 6, what + " sparsity", (name, sparsity) -> {});
    verifier.numbers(at, 7, Integer.BYTES, what + " shape signature");
  }

  private void quantization(String what, int at) {
    verifier.numbers(at, 2, Float.BYTES, what + " scales");
    verifier.numbers(at, 3, Long.BYTES, what + " zero points");
  }

  private void operator(String what, int at) {
    verifier.numbers(at, 1, Integer.BYTES, what + " inputs");
    verifier.numbers(at, 2, Integer.BYTES, what + " outputs");
    verifier.numbers(at, 8, Integer.BYTES, what + " intermediates");
    boolean reshape = verifier.octet(at, 3, what) == RESHAPE_OPTIONS;
    verifier.child(
        at,
        4,
        what + " options",
        (name, options) -> {
          if (reshape) {
            verifier.numbers(options, 0, Integer.BYTES, name + " new shape");
          }
        });
  }

  private void buffer(String what, int at) {
    verifier.data(at, 0, what);
    if (verifier.number(at, 1, what) != 0) {
      throw new TfliteFormatException(
          what + ": data behind the flatbuffer (files over 2 GB) is not supported");
    }
  }

  private void signature(String what, int at) {
    verifier.tables(at, 0, what + " input", (name, map) -> verifier.string(map, 0, name));
    verifier.tables(at, 1, what + " output", (name, map) -> verifier.string(map, 0, name));
    verifier.string(at, 2, what + " key");
  }
}
