package org.dl4jmot.runtime.micro;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where buffers of known lifetimes lie in one arena: the greatest first, each in the first gap
 * among those alive at the same time. It is what TensorFlow Lite Micro's {@code
 * GreedyMemoryPlanner} computes, to the byte; of equal buffers the one asked for last comes first.
 */
final class MemoryPlan {
  /**
   * A buffer to be placed.
   *
   * @param bytes its size
   * @param first first step at which it is alive
   * @param last last step at which it is alive
   */
  record Buffer(long bytes, int first, int last) {
    boolean meets(Buffer other) {
      return first <= other.last && other.first <= last;
    }
  }

  private record Placed(Buffer buffer, long offset) {
    long end() {
      return offset + buffer.bytes();
    }
  }

  private final List<Buffer> buffers;
  private final long[] offsets;
  private final long bytes;

  private MemoryPlan(List<Buffer> buffers, long[] offsets, long bytes) {
    this.buffers = buffers;
    this.offsets = offsets;
    this.bytes = bytes;
  }

  static MemoryPlan of(List<Buffer> buffers) {
    Comparator<Integer> bySize = Comparator.comparing(i -> buffers.get(i).bytes());
    List<Integer> order =
        IntStream.range(0, buffers.size())
            .boxed()
            .sorted(bySize.thenComparing(Comparator.naturalOrder()).reversed())
            .toList();
    List<Placed> placed = new ArrayList<>();
    long[] offsets = new long[buffers.size()];
    long bytes = 0;
    for (int index : order) {
      Placed next = place(buffers.get(index), placed);
      offsets[index] = next.offset();
      bytes = Math.max(bytes, next.end());
      insert(next, placed);
    }
    return new MemoryPlan(List.copyOf(buffers), offsets, bytes);
  }

  private static Placed place(Buffer wanted, List<Placed> byOffset) {
    long offset = 0;
    for (Placed other : byOffset) {
      if (other.buffer().meets(wanted)) {
        if (other.offset() - offset >= wanted.bytes()) {
          break;
        }
        offset = Math.max(offset, other.end());
      }
    }
    return new Placed(wanted, offset);
  }

  private static void insert(Placed added, List<Placed> byOffset) {
    int index = 0;
    while (index < byOffset.size() && byOffset.get(index).offset() <= added.offset()) {
      index++;
    }
    byOffset.add(index, added);
  }

  /** Offset of a buffer, in the order in which they were given. */
  long offset(int index) {
    return offsets[index];
  }

  /** Size of the arena. */
  long bytes() {
    return bytes;
  }

  int count() {
    return buffers.size();
  }
}
