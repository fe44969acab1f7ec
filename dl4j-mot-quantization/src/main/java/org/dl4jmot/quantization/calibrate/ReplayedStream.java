package org.dl4jmot.quantization.calibrate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** A stream that can be iterated again and again: keeps what has been read. Thread-safe. */
final class ReplayedStream<T> implements Iterable<T> {
  private final Iterator<T> source;
  private final List<T> read = new ArrayList<>();

  ReplayedStream(Stream<T> stream) {
    source = stream.iterator();
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private int position;

      @Override
      public boolean hasNext() {
        return has(position);
      }

      @Override
      public T next() {
        if (!has(position)) {
          throw new NoSuchElementException("the stream has ended");
        }
        return get(position++);
      }
    };
  }

  private synchronized boolean has(int index) {
    if (index == read.size() && source.hasNext()) {
      read.add(source.next());
    }
    return index < read.size();
  }

  private synchronized T get(int index) {
    return read.get(index);
  }
}
