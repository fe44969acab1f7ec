package org.dl4jmot.examples.forms;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.examples.measure.FileSize;
import org.dl4jmot.runtime.EdgeModel;

/**
 * What is measured of a file.
 *
 * @param size bytes, raw and after gzip -9
 * @param operations names of its operations, in running order
 * @param outputs real values of its output, an array per image
 */
record FileFacts(FileSize size, List<String> operations, List<float[]> outputs) {
  FileFacts {
    operations = List.copyOf(operations);
    outputs = List.copyOf(outputs);
  }

  static FileFacts of(byte[] file, List<float[]> images) {
    EdgeModel model = EdgeModel.load(ByteBuffer.wrap(file));
    List<float[]> outputs = new ArrayList<>();
    for (float[] image : images) {
      outputs.add(model.run(image));
    }
    return new FileFacts(
        FileSize.of(file),
        model.graph().nodes().stream().map(node -> node.op().type()).toList(),
        outputs);
  }

  /** Whether two files have the same operations, in whatever order independent ones stand. */
  boolean hasOperationsOf(FileFacts other) {
    return operations.stream()
        .sorted()
        .toList()
        .equals(other.operations.stream().sorted().toList());
  }

  /** Mean absolute difference of a probability. */
  double meanDifference(List<float[]> others) {
    double sum = 0;
    int count = 0;
    for (int image = 0; image < outputs.size(); image++) {
      for (int i = 0; i < outputs.get(image).length; i++) {
        sum += Math.abs((double) outputs.get(image)[i] - others.get(image)[i]);
        count++;
      }
    }
    return sum / count;
  }

  /** Largest difference of a probability. */
  double largestDifference(List<float[]> others) {
    double largest = 0;
    for (int image = 0; image < outputs.size(); image++) {
      for (int i = 0; i < outputs.get(image).length; i++) {
        double difference = (double) outputs.get(image)[i] - others.get(image)[i];
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    return largest;
  }
}
