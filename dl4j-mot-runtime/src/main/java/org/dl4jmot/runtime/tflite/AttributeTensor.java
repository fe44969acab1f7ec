package org.dl4jmot.runtime.tflite;

import java.util.List;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * An attribute that the file stores as a constant int32 tensor.
 *
 * @param label what it is: last part of the tensor's name
 * @param shape the tensor's shape
 * @param values its elements
 */
record AttributeTensor(String label, Shape shape, int[] values) {
  static AttributeTensor vector(String label, int... values) {
    return new AttributeTensor(label, Shape.of(values.length), values);
  }

  static AttributeTensor vector(String label, List<Integer> values) {
    return vector(label, values.stream().mapToInt(Integer::intValue).toArray());
  }

  Tensor named(String name) {
    return Tensor.constant(name, shape, ConstantData.of(values));
  }
}
