package org.dl4jmot.quantization.calibrate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dl4jmot.core.data.NetworkInput;
import org.nd4j.linalg.api.ndarray.INDArray;

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
      INDArray[] batch = batches.next();
      check(index, batch);
      long size = batch[0].size(0);
      for (int row = 0; row < size && samples.size() < limit; row++) {
        samples.add(sample(batch, row));
      }
    }
    if (samples.isEmpty()) {
      throw new CalibrationException(
          "calibration data is empty: give at least one batch of inputs "
              + inputs.stream().map(NetworkInput::name).toList());
    }
    return samples;
  }

  private void check(int index, INDArray[] batch) {
    if (batch == null || batch.length != inputs.size()) {
      throw new CalibrationException(
          "calibration batch "
              + index
              + " holds "
              + (batch == null ? 0 : batch.length)
              + " arrays, the network has "
              + inputs.size()
              + " inputs: "
              + inputs.stream().map(NetworkInput::name).toList());
    }
    for (int input = 0; input < batch.length; input++) {
      check(index, inputs.get(input), batch[input]);
      if (batch[input].size(0) != batch[0].size(0)) {
        throw new CalibrationException(
            "calibration batch " + index + " has different numbers of samples for its inputs");
      }
    }
  }

  private static void check(int index, NetworkInput input, INDArray array) {
    if (array == null) {
      throw new CalibrationException(
          "calibration batch " + index + " has no features for input '" + input.name() + "'");
    }
    try {
      input.check(array);
    } catch (IllegalArgumentException e) {
      throw new CalibrationException("calibration batch " + index + ": " + e.getMessage(), e);
    }
  }

  private float[][] sample(INDArray[] batch, int row) {
    float[][] sample = new float[batch.length][];
    for (int input = 0; input < batch.length; input++) {
      sample[input] = inputs.get(input).sample(batch[input], row);
      requireFinite(inputs.get(input), sample[input]);
    }
    return sample;
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
