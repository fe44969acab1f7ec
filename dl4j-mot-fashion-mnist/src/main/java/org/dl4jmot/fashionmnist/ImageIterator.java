package org.dl4jmot.fashionmnist;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Batches of an image set. The order of a pass depends on how many were begun before it. */
final class ImageIterator implements DataSetIterator {
  private static final long serialVersionUID = 1;

  private final ImageSet images;
  private final ImageLayout layout;
  private final int batch;
  private final Order orders;
  private DataSetPreProcessor preProcessor;
  private int pass;
  private int[] order;
  private int at;

  ImageIterator(ImageSet images, ImageLayout layout, int batch, Order orders) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch needs at least 1 image: " + batch);
    }
    this.images = images;
    this.layout = layout;
    this.batch = batch;
    this.orders = orders;
    order = orders.ofPass(0);
  }

  @Override
  public boolean hasNext() {
    return at < order.length;
  }

  @Override
  public DataSet next() {
    return next(batch);
  }

  @Override
  public DataSet next(int count) {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + order.length + " images were seen: reset() first");
    }
    int end = Math.min(order.length, at + count);
    DataSet next = images.batch(layout, Arrays.copyOfRange(order, at, end));
    at = end;
    if (preProcessor != null) {
      preProcessor.preProcess(next);
    }
    return next;
  }

  /** Begins a new pass; without effect on a pass of which nothing was taken yet. */
  @Override
  public void reset() {
    if (at > 0) {
      pass++;
      order = orders.ofPass(pass);
      at = 0;
    }
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** No: a thread that reads ahead would make the number of passes depend on timing. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public int inputColumns() {
    return ImageSet.SIDE * ImageSet.SIDE;
  }

  @Override
  public int totalOutcomes() {
    return FashionMnist.CLASSES;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  @Override
  public List<String> getLabels() {
    return IntStream.range(0, FashionMnist.CLASSES).mapToObj(Integer::toString).toList();
  }
}
