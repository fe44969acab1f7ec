package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/** Brings values into one layout, moving data only where it cannot be helped. */
final class Arrangement {
  private Arrangement() {}

  /** A vector with its features in the trained network's order; another value as it is. */
  static Value asTrained(LayerScope scope, String name, Value value) {
    return value instanceof Value.Features features && !features.order().isSame()
        ? Value.Features.of(features.inTrainedOrder(scope, name))
        : value;
  }

  /**
   * Values of one kind and layout, their features in one order.
   *
   * @throws UntranslatableException if kinds or layouts differ
   */
  static List<Value> alike(LayerScope scope, List<Value> values) {
    Value first = values.get(0);
    values.forEach(other -> requireAlike(first, other));
    if (values.stream().map(Arrangement::order).distinct().count() == 1) {
      return values;
    }
    List<Value> arranged = new ArrayList<>();
    for (Value value : values) {
      arranged.add(asTrained(scope, "arranged" + arranged.size(), value));
    }
    return arranged;
  }

  private static Object order(Value value) {
    return value instanceof Value.Features features ? features.order() : value.layout();
  }

  private static void requireAlike(Value first, Value other) {
    if (first.getClass() != other.getClass() || first.layout() != other.layout()) {
      throw new UntranslatableException(
          "its inputs differ in kind or data format: "
              + first.describe()
              + " and "
              + other.describe(),
          "Give all inputs the same shape and data format");
    }
  }

  /**
   * A result laid out as what it was made of, with any number of features.
   *
   * @param value one whose features are in the trained network's order if the result has another
   *     number of them
   */
  static Value like(Value value, Tensor result) {
    return value instanceof Value.Features features
            && features.order().features() != result.shape().dim(1)
        ? new Value.Features(result, FeatureOrder.same(result.shape().dim(1)))
        : value.in(result);
  }
}
