package org.dl4jmot.examples.coverage;

import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.examples.coverage.samples.Sample;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;

/** The operations of the layer in question that an integer file computes in float. */
final class FloatOperations {
  private static final Set<String> CONVERSIONS = Set.of("QUANTIZE", "DEQUANTIZE");

  private FloatOperations() {}

  /** Their names, sorted; empty if all is integer. */
  static String of(Graph file) {
    return file.nodes().stream()
        .filter(node -> node.layers().contains(Sample.SUBJECT))
        .filter(node -> isFloat(file, node))
        .map(node -> node.op().type())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean isFloat(Graph file, Node node) {
    return file.tensor(node.output()).type() == DataType.FLOAT32
        && !CONVERSIONS.contains(node.op().type());
  }
}
