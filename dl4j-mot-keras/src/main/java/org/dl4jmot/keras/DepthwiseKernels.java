package org.dl4jmot.keras;

import java.util.OptionalLong;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** The kernels of depthwise convolutions in a file: [height, width, input channels, multiplier]. */
final class DepthwiseKernels {
  private static final int RANK = 4;
  private static final int INPUT_CHANNELS = 2;
  private final Hdf5Archive archive;

  DepthwiseKernels(Hdf5Archive archive) {
    this.archive = archive;
  }

  /** The input channels of a layer; empty where the file has no such kernel. */
  OptionalLong inputChannels(String layer) throws UnsupportedKerasConfigurationException {
    return archive.getGroups("model_weights").contains(layer)
        ? below("model_weights/" + layer)
        : OptionalLong.empty();
  }

  private OptionalLong below(String group) throws UnsupportedKerasConfigurationException {
    for (String name : archive.getDataSets(group)) {
      if (name.contains("depthwise_kernel")) {
        long[] shape = archive.readDataSet(name, group).shape();
        return shape.length == RANK ? OptionalLong.of(shape[INPUT_CHANNELS]) : OptionalLong.empty();
      }
    }
    for (String inner : archive.getGroups(group)) {
      OptionalLong found = below(group + "/" + inner);
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalLong.empty();
  }
}
