package org.dl4jmot.runtime.micro;

import java.nio.ByteBuffer;
import java.util.List;
import org.dl4jmot.runtime.tflite.FileListing;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;
import org.dl4jmot.runtime.tflite.TfliteFormatException;

/**
 * A {@code .tflite} file that TensorFlow Lite Micro runs, and what an application needs to run it:
 *
 * <pre>{@code
 * MicroModel model = MicroModel.of(file);
 * model.source("fashion").writeTo(Path.of("firmware/src"));
 * System.out.println(model.arena().bytes());
 * }</pre>
 */
public final class MicroModel {
  private static final int OPEN = -1;
  private final ByteBuffer file;
  private final ListedSubgraph layout;
  private final ArenaEstimate arena;

  private MicroModel(ByteBuffer file, ListedSubgraph layout) {
    this.file = file;
    this.layout = layout;
    arena = ArenaSimulation.of(layout, StructureSizes.BITS_32);
  }

  /**
   * Checks that the runtime has a kernel for every operator of a file, on its element types.
   *
   * @param file the remaining bytes are the file; the buffer's position stays, and its content must
   *     not be changed afterwards
   * @throws UnsuitableForMicrocontrollerException listing everything the runtime rejects: float16
   *     and dynamic-range weights, operators it does not have, element types they do not take
   * @throws TfliteFormatException if it is no {@code .tflite} file
   */
  public static MicroModel of(ByteBuffer file) {
    ByteBuffer bytes = file.slice().asReadOnlyBuffer();
    FileListing listing = FileListing.of(bytes);
    try {
      List<String> problems = MicroProblems.of(listing);
      if (!problems.isEmpty()) {
        throw new UnsuitableForMicrocontrollerException(problems);
      }
      return new MicroModel(bytes, listing.subgraphs().get(0));
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      // An operator without the inputs or axes it needs, or a shape beyond any memory.
      throw new TfliteFormatException("damaged .tflite file: " + e.getMessage(), e);
    }
  }

  /** Size of the file in bytes, all of which lie in the program's flash memory. */
  public int bytes() {
    return file.remaining();
  }

  /** How large an arena the runtime takes. */
  public ArenaEstimate arena() {
    return arena;
  }

  /**
   * The methods of {@code MicroMutableOpResolver} to call, in alphabetical order, such as {@code
   * AddConv2D}.
   */
  public List<String> registrations() {
    return layout.operators().stream()
        .map(use -> MicroOperators.named(use.name()).orElseThrow().method())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * What holds nevertheless: a sentence each, empty in most cases. A dimension left open is one:
   * the runtime computes with the one stored.
   */
  public List<String> notes() {
    boolean open =
        layout.inputs().stream()
            .map(layout.tensors()::get)
            .map(ListedTensor::signature)
            .anyMatch(signature -> signature.contains(OPEN));
    return open
        ? List.of(
            "the file leaves the batch open; TensorFlow Lite Micro runs the stored shape, "
                + layout.tensors().get(layout.inputs().get(0)).shape()
                + ", and cannot resize it")
        : List.of();
  }

  /**
   * The file as C source.
   *
   * @param name of the array and of the source files: a C identifier in lower case, at most 31
   *     characters
   * @throws IllegalArgumentException for any other name
   */
  public CSource source(String name) {
    return new CSource(name, file.duplicate(), arena(), registrations());
  }

  /** What the arena would take with structures of other sizes. */
  ArenaEstimate arena(StructureSizes sizes) {
    return ArenaSimulation.of(layout, sizes);
  }
}
