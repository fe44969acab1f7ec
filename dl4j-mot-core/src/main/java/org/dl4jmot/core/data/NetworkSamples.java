package org.dl4jmot.core.data;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Turns arrays and data sets of a trained network into samples of its graph. */
public final class NetworkSamples {
  private NetworkSamples() {}

  /**
   * Splits a batch into samples.
   *
   * @param inputs the network's inputs
   * @param batch one array per input, equal numbers of samples
   * @return per sample an array per input, row-major in the graph's layout
   * @throws IllegalArgumentException if number or shapes of the arrays do not suit the network
   */
  public static List<float[][]> of(List<NetworkInput> inputs, INDArray... batch) {
    return first(Integer.MAX_VALUE, inputs, batch);
  }

  /**
   * The first samples of a data set, which is reset before and after where it can be.
   *
   * @param inputs the network's inputs; must be a single one
   * @param data features as the network takes them
   * @param limit how many samples to read at most
   * @throws IllegalArgumentException if the network has several inputs or the features do not suit
   *     it
   */
  public static List<float[][]> of(List<NetworkInput> inputs, DataSetIterator data, int limit) {
    reset(data);
    List<float[][]> samples = new ArrayList<>();
    while (samples.size() < limit && data.hasNext()) {
      DataSet batch = data.next();
      samples.addAll(first(limit - samples.size(), inputs, batch.getFeatures()));
    }
    reset(data);
    return samples;
  }

  private static void reset(DataSetIterator data) {
    if (data.resetSupported()) {
      data.reset();
    }
  }

  private static List<float[][]> first(int limit, List<NetworkInput> inputs, INDArray... batch) {
    check(inputs, batch);
    int count = (int) Math.min(limit, batch[0].size(0));
    List<float[][]> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[][] sample = new float[batch.length][];
      for (int input = 0; input < batch.length; input++) {
        sample[input] = inputs.get(input).sample(batch[input], i);
      }
      samples.add(sample);
    }
    return samples;
  }

  private static void check(List<NetworkInput> inputs, INDArray... batch) {
    if (batch.length != inputs.size()) {
      throw new IllegalArgumentException(
          "the network has "
              + inputs.size()
              + " inputs "
              + inputs.stream().map(NetworkInput::name).toList()
              + ", but "
              + batch.length
              + " arrays were given");
    }
    for (int input = 0; input < batch.length; input++) {
      inputs.get(input).check(batch[input]);
      if (batch[input].size(0) != batch[0].size(0)) {
        throw new IllegalArgumentException(
            "input '"
                + inputs.get(input).name()
                + "' has "
                + batch[input].size(0)
                + " samples, input '"
                + inputs.get(0).name()
                + "' has "
                + batch[0].size(0));
      }
    }
  }
}
