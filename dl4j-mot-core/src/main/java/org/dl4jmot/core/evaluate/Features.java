package org.dl4jmot.core.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a data set's features become the elements of a file's input.
 *
 * @param input the input for one sample, with the features' layout
 * @param samplesPerRun how many samples the file takes at a time
 */
record Features(NetworkInput input, int samplesPerRun) {
  /** Reads the layout off the shapes where none is given. */
  static Features of(Tensor tensor, INDArray features, Optional<Layout> layout) {
    Shape shape = tensor.shape();
    int samplesPerRun = shape.dim(0);
    int[] single = shape.toArray();
    single[0] = 1;
    Shape sample = Shape.of(single);
    Layout chosen = layout.orElseGet(() -> layout(tensor, sample, features));
    NetworkInput input = new NetworkInput(tensor.name(), chosen, sample);
    input.check(features);
    return new Features(input, samplesPerRun);
  }

  private static Layout layout(Tensor tensor, Shape sample, INDArray features) {
    List<Layout> suitable =
        Stream.of(Layout.values())
            .filter(
                layout ->
                    Arrays.equals(
                        new NetworkInput(tensor.name(), layout, sample)
                            .batchShape(features.size(0)),
                        features.shape()))
            .toList();
    if (suitable.isEmpty()) {
      throw new IllegalArgumentException(
          "features of shape "
              + Arrays.toString(features.shape())
              + " do not suit the input "
              + tensor
              + "; it takes "
              + shapes(tensor, sample));
    }
    // Of vectors, one channel or one position, all layouts hold the elements in the same order.
    boolean same = sample.rank() == 2 || sample.dim(-1) == 1 || sample.elements() == sample.dim(-1);
    if (suitable.size() > 1 && !same) {
      throw new IllegalArgumentException(
          "features of shape "
              + Arrays.toString(features.shape())
              + " may be any of "
              + suitable
              + ": say which with layout(Layout)");
    }
    return suitable.get(0);
  }

  private static String shapes(Tensor tensor, Shape sample) {
    return Stream.of(Layout.values())
        .map(layout -> new NetworkInput(tensor.name(), layout, sample).batchShape(1))
        .map(shape -> Arrays.stream(shape).skip(1).mapToObj(Long::toString))
        .map(dims -> dims.collect(Collectors.joining(", ", "[n, ", "]")))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** The elements of some samples, filled up with zeros to a whole run. */
  float[] samples(INDArray features, int from, int count) {
    int size = input.shape().elements();
    float[] run = new float[samplesPerRun * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(input.sample(features, from + i), 0, run, i * size, size);
    }
    return run;
  }
}
