package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.tensor.Shape;

/** Cuts cells off both ends of some axes. */
final class Croppings {
  private Croppings() {}

  /**
   * The value without its outermost cells.
   *
   * @param axes the graph's axes to crop
   * @param cropping for each of them cells in front and cells behind
   */
  static Value cropped(LayerScope scope, Value input, int[] axes, int[] cropping) {
    Shape shape = input.shape();
    List<Integer> begin = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    List<Integer> size = new ArrayList<>();
    for (int dimension : shape.toArray()) {
      size.add(dimension);
    }
    for (int i = 0; i < axes.length; i++) {
      int left = shape.dim(axes[i]) - cropping[2 * i] - cropping[2 * i + 1];
      if (left < 1) {
        throw new UntranslatableException(
            "nothing is left of a " + input.describe() + " when it is cropped", "Crop less");
      }
      begin.set(axes[i], cropping[2 * i]);
      size.set(axes[i], left);
    }
    return input.in(scope.output(new Slice(begin, size), List.of(input.tensor())));
  }
}
