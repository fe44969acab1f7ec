package org.dl4jmot.quantization.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkSamples;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts batches into samples and checks them. */
final class SampleReader {
  private final List<NetworkInput> inputs;
  private final int limit;
  private final List<float[][]> samples = new ArrayList<>();

  SampleReader(List<NetworkInput> inputs, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of samples must be at least 1: " + limit);
    }
    this.inputs = inputs;
    this.limit = limit;
  }

  List<float[][]> read(Iterator<INDArray[]> batches) {
    for (int index = 0; samples.size() < limit && batches.hasNext(); index++) {
      for (float[][] sample : cut(index, batches.next())) {
        for (int input = 0; input < sample.length; input++) {
          requireFinite(inputs.get(input), sample[input]);
        }
        samples.add(sample);
      }
    }
    if (samples.isEmpty()) {
      throw new CalibrationException(
          "calibration data is empty: give at least one batch of inputs "
              + inputs.stream().map(NetworkInput::name).toList());
    }
    return samples;
  }

  private List<float[][]> cut(int index, INDArray[] batch) {
    if (batch == null || Arrays.stream(batch).anyMatch(Objects::isNull)) {
      throw new CalibrationException("calibration batch " + index + " has no features");
    }
    int wanted = limit - samples.size();
    INDArray[] needed =
        Arrays.stream(batch).map(array -> first(array, wanted)).toArray(INDArray[]::new);
    try {
      return NetworkSamples.of(inputs, needed);
    } catch (IllegalArgumentException e) {
      throw new CalibrationException("calibration batch " + index + ": " + e.getMessage(), e);
    }
  }

  private static INDArray first(INDArray batch, int samples) {
    return batch.rank() > 1 && batch.size(0) > samples
        ? batch.get(NDArrayIndex.interval(0, samples))
        : batch;
  }

  private void requireFinite(NetworkInput input, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new CalibrationException(
            "calibration sample "
                + samples.size()
                + " (counted from 0) holds "
                + values[i]
                + " for input '"
                + input.name()
                + "' at element "
                + i);
      }
    }
  }
}
