package org.dl4jmot.cli.model;

import java.nio.file.Path;
import org.bytedeco.hdf5.global.hdf5;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.keras.KerasImportException;
import org.dl4jmot.keras.KerasNetwork;
import org.dl4jmot.keras.KerasNetworks;

/** Reads Keras networks, sequential and functional. */
final class KerasFiles {
  private KerasFiles() {}

  static KerasNetwork read(Path file) {
    // HDF5 prints its whole stack for a damaged file; the exception says enough.
    hdf5.H5Eset_auto2(hdf5.H5E_DEFAULT, null, null);
    try {
      return KerasNetworks.load(file);
    } catch (KerasImportException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }
}
