package org.dl4jmot.cli.data;

import java.util.Iterator;
import java.util.List;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.data.NetworkInput;

/** Samples, read as they are asked for. */
public interface Dataset {
  /** What it is, for progress and reports. */
  String description();

  /**
   * Samples for a model, from the beginning, in an order that repeats. What cannot be read fails
   * with a {@link BadInputException} that names it.
   *
   * @param inputs what the model is fed
   */
  Iterator<Sample> samples(List<NetworkInput> inputs);
}
