package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.DENSE;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Every kind of vertex that random graphs are made of, a line each. */
final class VertexKinds {
  private static final List<VertexKind> ALL =
      List.of(
          new VertexKind("merge", 3, DENSE, draw -> new MergeVertex()),
          new VertexKind("add", 3, DENSE, draw -> new ElementWiseVertex(ElementWiseVertex.Op.Add)));

  private VertexKinds() {}

  /** All kinds. */
  static List<VertexKind> all() {
    return ALL;
  }
}
