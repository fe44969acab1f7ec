package org.dl4jmot.examples.measure;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The probabilities predicted for each image of a set. Immutable. */
public final class Predictions {
  private static final int BATCH = 250;

  private final ImageSet images;
  private final float[][] probabilities;

  private Predictions(ImageSet images, float[][] probabilities) {
    this.images = images;
    this.probabilities = probabilities;
  }

  /** What a network predicts, in batches. */
  public static Predictions of(MultiLayerNetwork network, ImageSet images) {
    float[][] probabilities = new float[images.size()][];
    for (int from = 0; from < probabilities.length; from += BATCH) {
      int[] indices = IntStream.range(from, Math.min(probabilities.length, from + BATCH)).toArray();
      INDArray outputs = network.output(images.batch(ImageLayout.NCHW, indices).getFeatures());
      System.arraycopy(outputs.toFloatMatrix(), 0, probabilities, from, indices.length);
    }
    return new Predictions(images, probabilities);
  }

  /** What a classifier predicts, image by image. */
  public static Predictions of(Classifier classifier, ImageSet images) {
    float[][] probabilities =
        IntStream.range(0, images.size())
            .mapToObj(i -> classifier.probabilities(classifier.run(images.image(i))))
            .toArray(float[][]::new);
    return new Predictions(images, probabilities);
  }

  /** Share of images whose class is predicted, in [0, 1]. */
  public double accuracy() {
    return share(i -> top(i) == images.label(i));
  }

  /** Share of images for which both predict the same class, right or wrong, in [0, 1]. */
  public double agreement(Predictions other) {
    requireSameSize(other);
    return share(i -> top(i) == other.top(i));
  }

  /** Mean absolute difference of the probabilities. */
  public double meanDifference(Predictions other) {
    requireSameSize(other);
    double sum = 0;
    long count = 0;
    for (int i = 0; i < probabilities.length; i++) {
      for (int j = 0; j < probabilities[i].length; j++) {
        sum += Math.abs(probabilities[i][j] - other.probabilities[i][j]);
        count++;
      }
    }
    return sum / count;
  }

  /** How many images this classifies rightly and the other does not. */
  public int rightAlone(Predictions other) {
    requireSameSize(other);
    return (int)
        IntStream.range(0, probabilities.length)
            .filter(i -> top(i) == images.label(i) && other.top(i) != images.label(i))
            .count();
  }

  private int top(int image) {
    return Outputs.top(probabilities[image]);
  }

  private void requireSameSize(Predictions other) {
    if (other.probabilities.length != probabilities.length) {
      throw new IllegalArgumentException(
          probabilities.length
              + " predictions cannot be compared with "
              + other.probabilities.length);
    }
  }

  private double share(IntPredicate holds) {
    return (double) IntStream.range(0, probabilities.length).filter(holds).count()
        / probabilities.length;
  }
}
