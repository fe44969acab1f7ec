package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Everything a {@code .tflite} file holds, as it stands there: operators and element types of every
 * kind, several subgraphs, sparse and variable tensors. Where {@link TfliteReader} builds a network
 * that can run, this lists what a network is made of, whether or not it can be read.
 *
 * @param bytes size of the file
 * @param constantBytes bytes of all buffers that are not metadata, each once
 * @param schemaVersion version of the file's schema, 3 in every file since 2018
 * @param description one line about the network, possibly empty
 * @param minRuntimeVersion lowest TFLite version that runs the file; empty if the file does not say
 * @param metadata entries besides that version, in the file's order
 * @param signatures named ways to call the network, in the file's order
 * @param subgraphs the main graph first, then those of control flow and further signatures
 */
public record FileListing(
    long bytes,
    long constantBytes,
    int schemaVersion,
    String description,
    String minRuntimeVersion,
    List<Entry> metadata,
    List<Signature> signatures,
    List<ListedSubgraph> subgraphs) {

  /**
   * A metadata entry.
   *
   * @param name its name
   * @param bytes size of its buffer
   * @param text what the buffer says; empty for binary content
   */
  public record Entry(String name, long bytes, String text) {}

  /**
   * A named way to call the network.
   *
   * @param key its name, such as {@code serving_default}
   * @param subgraph number of the subgraph it calls
   * @param inputs names of inputs and the tensors behind them, in the file's order
   * @param outputs names of outputs and the tensors behind them, in the file's order
   */
  public record Signature(String key, int subgraph, List<Slot> inputs, List<Slot> outputs) {
    /** Copies the lists. */
    public Signature {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * An input or output of a signature.
   *
   * @param name what callers say
   * @param tensor number of the tensor in the signature's subgraph
   */
  public record Slot(String name, long tensor) {}

  /** Copies the lists. */
  public FileListing {
    metadata = List.copyOf(metadata);
    signatures = List.copyOf(signatures);
    subgraphs = List.copyOf(subgraphs);
  }

  /**
   * Lists the remaining bytes of a buffer, whose position stays.
   *
   * @throws TfliteFormatException if they are no intact {@code .tflite} file
   */
  public static FileListing of(ByteBuffer bytes) {
    ByteBuffer file = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    try {
      ModelVerifier.verifyTables(file);
      return new ListingParser(file).parse();
    } catch (TfliteFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      // The verifier leaves values, such as the characters of names, to whoever reads them.
      throw new TfliteFormatException("damaged .tflite file: " + e.getMessage(), e);
    }
  }

  /** What of the file is neither constants nor metadata text: tables, names, alignment. */
  public long structureBytes() {
    long texts = metadata.stream().mapToLong(Entry::bytes).sum();
    // Buffers that several entries share count more than once.
    return Math.max(0, bytes - constantBytes - texts);
  }
}
