package org.dl4jmot.cli;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.InputSizes;
import picocli.CommandLine.Option;

/** How a trained network is read: options of every verb that takes one. */
final class ModelOptions {
  @Option(
      names = "--input-shape",
      order = 40,
      paramLabel = "SIZES",
      description =
          "of one input, channels last, such as 28,28,1; as often as the network has inputs, where"
              + " its configuration does not tell")
  private List<String> inputShape = new ArrayList<>();

  /** Sizes of the inputs; notes a problem for each that is none. */
  List<String> check(Problems problems) {
    for (String sizes : inputShape) {
      problems.require(
          InputSizes.isValid(sizes),
          "--input-shape is one to four sizes, such as 4 or 28,28,1, not '" + sizes + "'");
    }
    return List.copyOf(inputShape);
  }
}
