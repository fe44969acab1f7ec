package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.tensor.Shape;

/** Boxes of a value that are cut along some axes. */
final class Slices {
  private final Value value;
  private final List<Integer> begin;
  private final List<Integer> size = new ArrayList<>();

  private Slices(Value value) {
    this.value = value;
    Shape shape = value.shape();
    begin = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    for (int cells : shape.toArray()) {
      size.add(cells);
    }
  }

  /** All of a value. */
  static Slices of(Value value) {
    return new Slices(value);
  }

  /**
   * Cuts an axis of the graph.
   *
   * @param from first cell to keep
   * @param to cell before which to end
   * @throws UntranslatableException if the axis does not hold them
   */
  Slices cut(int axis, int from, int to) {
    if (from < 0 || from >= to || to > size.get(axis)) {
      throw new UntranslatableException(
          "it takes cells "
              + from
              + " to "
              + (to - 1)
              + " of axis "
              + axis
              + " of a "
              + value.describe(),
          "Choose cells that are there");
    }
    begin.set(axis, from);
    size.set(axis, to - from);
    return this;
  }

  /** The operation. */
  Slice operation() {
    return new Slice(begin, size);
  }
}
