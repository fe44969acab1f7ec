package org.dl4jmot.fashionmnist;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Labelled grey images, immutable. Values in arrays are pixels divided by 255. */
public final class ImageSet implements Serializable {
  private static final long serialVersionUID = 1;

  /** Height and width of an image. */
  public static final int SIDE = 28;

  private static final int PIXELS = SIDE * SIDE;
  private static final float WHITE = 255;

  private final byte[] pixels;
  private final byte[] labels;

  ImageSet(byte[] pixels, byte[] labels) {
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          pixels.length / PIXELS + " images but " + labels.length + " labels");
    }
    for (byte label : labels) {
      if (label < 0 || label >= FashionMnist.CLASSES) {
        throw new IllegalArgumentException(
            "label " + Byte.toUnsignedInt(label) + " is not in 0.." + (FashionMnist.CLASSES - 1));
      }
    }
    this.pixels = pixels;
    this.labels = labels;
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /**
   * The first images of this set.
   *
   * @param count how many, at least 1
   * @throws IllegalArgumentException if there are fewer
   */
  public ImageSet first(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException(
          "can take 1 to " + size() + " images of this set, not " + count);
    }
    return new ImageSet(Arrays.copyOf(pixels, count * PIXELS), Arrays.copyOf(labels, count));
  }

  /** Class of an image, 0 to 9. */
  public int label(int index) {
    return labels[index];
  }

  /** One image, row by row; the same for NCHW and NHWC, as there is one channel. */
  public float[] image(int index) {
    float[] image = new float[PIXELS];
    copy(index, image, 0);
    return image;
  }

  /**
   * A batch of images.
   *
   * @param indices which images, in that order
   * @return features in the layout, labels as [n, 10] one-hot
   */
  public DataSet batch(ImageLayout layout, int... indices) {
    float[] features = new float[indices.length * PIXELS];
    INDArray oneHot = Nd4j.zeros(indices.length, FashionMnist.CLASSES);
    for (int i = 0; i < indices.length; i++) {
      copy(indices[i], features, i * PIXELS);
      oneHot.putScalar(i, label(indices[i]), 1);
    }
    return new DataSet(Nd4j.create(features, layout.shape(indices.length, SIDE), 'c'), oneHot);
  }

  /** All images at once; see {@link #batch}. */
  public DataSet all(ImageLayout layout) {
    return batch(layout, IntStream.range(0, size()).toArray());
  }

  /**
   * Goes through the images in their order.
   *
   * @param batch images per batch; the last one may have fewer
   */
  public DataSetIterator inOrder(ImageLayout layout, int batch) {
    return new ImageIterator(this, layout, batch, Order.stored(size()));
  }

  /**
   * Goes through the images in an order that is drawn anew for every pass, the same for the same
   * seed.
   *
   * @param batch images per batch; the last one may have fewer
   */
  public DataSetIterator shuffled(ImageLayout layout, int batch, long seed) {
    return new ImageIterator(this, layout, batch, new Shuffle(size(), seed));
  }

  private void copy(int index, float[] to, int at) {
    for (int i = 0; i < PIXELS; i++) {
      to[at + i] = Byte.toUnsignedInt(pixels[index * PIXELS + i]) / WHITE;
    }
  }
}
