package org.dl4jmot.fashionmnist;

import java.util.List;

/** A data set cannot be used; the message lists everything that is wrong with it. */
public final class DataSetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataSetException(String source, List<String> problems) {
    super(
        "cannot read Fashion-MNIST from "
            + source
            + ":\n  "
            + String.join("\n  ", problems)
            + "\nneeded are the four gzipped IDX files train-images-idx3-ubyte.gz,"
            + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz");
  }
}
