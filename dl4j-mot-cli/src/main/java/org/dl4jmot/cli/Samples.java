package org.dl4jmot.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dl4jmot.cli.data.Dataset;
import org.dl4jmot.cli.data.Sample;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Data as the library takes it. */
final class Samples {
  private static final int BATCH = 32;

  private Samples() {}

  /** Batches as a trained network takes them. */
  static CalibrationData forCalibration(Dataset data, List<NetworkInput> inputs) {
    return () -> {
      Iterator<Sample> samples = data.samples(inputs);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return samples.hasNext();
        }

        @Override
        public INDArray[] next() {
          return batch(samples, inputs, BATCH);
        }
      };
    };
  }

  /** The next samples, at most so many, as arrays of a trained network. */
  static INDArray[] batch(Iterator<Sample> samples, List<NetworkInput> inputs, int limit) {
    List<Sample> taken = new ArrayList<>();
    while (taken.size() < limit && samples.hasNext()) {
      taken.add(samples.next());
    }
    INDArray[] batch = new INDArray[inputs.size()];
    for (int i = 0; i < batch.length; i++) {
      int input = i;
      batch[i] = inputs.get(i).batch(taken.stream().map(sample -> sample.inputs()[input]).toList());
    }
    return batch;
  }
}
