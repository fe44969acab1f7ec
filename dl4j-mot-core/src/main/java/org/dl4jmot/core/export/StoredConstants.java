package org.dl4jmot.core.export;

import java.nio.ByteBuffer;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.TfliteReader;

/** The constants of a written file, in place of a graph's own copies of them. */
final class StoredConstants {
  private final Graph stored;

  /** The constants of a file, which must not be changed any more. */
  StoredConstants(ByteBuffer file) {
    stored = TfliteReader.read(file.duplicate()).graph();
  }

  /** The graph, with a view of the file in place of every constant that stands there. */
  Graph in(Graph graph) {
    GraphEdit edit = graph.edit();
    for (Tensor tensor : graph.tensors()) {
      if (tensor.isConstant() && isStored(tensor)) {
        edit.put(tensor.withData(stored.tensor(tensor.name()).requireData()));
      }
    }
    return edit.build();
  }

  private boolean isStored(Tensor tensor) {
    return stored.hasTensor(tensor.name())
        && stored.tensor(tensor.name()).data().equals(tensor.data());
  }
}
