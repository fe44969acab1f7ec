package org.dl4jmot.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.hdf5.global.hdf5;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.dl4jmot.cli.fault.BadInputException;

/** Reads Keras networks, sequential and functional. */
final class KerasNetworks {
  private KerasNetworks() {}

  static Model read(Path file) {
    // HDF5 prints its whole stack for a damaged file; the exception says enough.
    hdf5.H5Eset_auto2(hdf5.H5E_DEFAULT, null, null);
    try {
      return load(file.toString());
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new BadInputException(
          file
              + " is no Keras network that Deeplearning4j can import: "
              + SavedNetworks.firstLine(e),
          e);
    }
  }

  private static Model load(String file)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    try {
      return KerasModelImport.importKerasSequentialModelAndWeights(file, false);
    } catch (InvalidKerasConfigurationException e) {
      // Not a sequential one.
      return KerasModelImport.importKerasModelAndWeights(file, false);
    }
  }
}
