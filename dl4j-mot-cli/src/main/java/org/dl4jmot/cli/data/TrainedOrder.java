package org.dl4jmot.cli.data;

import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.nd4j.linalg.factory.Nd4j;

/** Turns the order in which a trained network takes its values into the graph's. */
final class TrainedOrder {
  private TrainedOrder() {}

  /**
   * One sample, row-major in the graph's layout.
   *
   * @param input what the model is fed
   * @param values the sample, row-major as the trained network takes it
   */
  static float[] toGraph(NetworkInput input, float[] values) {
    // Files have this layout, and nothing of ND4J is loaded for them.
    return input.layout() == Layout.AS_GRAPH
        ? values
        : input.sample(Nd4j.createFromArray(values).reshape('c', input.batchShape(1)), 0);
  }
}
