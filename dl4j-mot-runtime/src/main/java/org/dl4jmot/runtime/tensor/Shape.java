package org.dl4jmot.runtime.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * Dimensions of a tensor, outermost first; images are NHWC. Immutable. Rank 0 is a scalar. Every
 * dimension is at least 1 and the number of elements fits an {@code int}, the limit of a Java
 * array.
 */
public final class Shape {
  private final int[] dimensions;
  private final int elements;

  private Shape(int[] dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException(
            "every dimension must be at least 1: " + Arrays.toString(dimensions));
      }
      product *= dimension;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a tensor holds at most 2^31-1 elements: " + Arrays.toString(dimensions));
      }
    }
    this.dimensions = dimensions;
    this.elements = (int) product;
  }

  /**
   * A shape of the given dimensions.
   *
   * @throws IllegalArgumentException for a dimension below 1 or more than 2^31-1 elements
   */
  public static Shape of(int... dimensions) {
    return new Shape(dimensions.clone());
  }

  /** A shape of the given dimensions; see {@link #of(int...)}. */
  public static Shape of(List<Integer> dimensions) {
    return new Shape(dimensions.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Number of dimensions. */
  public int rank() {
    return dimensions.length;
  }

  /**
   * Size along one axis; negative axes count from the end, as in NumPy.
   *
   * @throws IllegalArgumentException if the axis is outside [-rank, rank)
   */
  public int dim(int axis) {
    return dimensions[axisIndex(axis)];
  }

  /** The axis as an index in [0, rank); negative axes count from the end. */
  public int axisIndex(int axis) {
    int index = axis < 0 ? axis + dimensions.length : axis;
    if (index < 0 || index >= dimensions.length) {
      throw new IllegalArgumentException("axis " + axis + " does not exist in shape " + this);
    }
    return index;
  }

  /** Product of all dimensions; 1 for a scalar. */
  public int elements() {
    return elements;
  }

  /** The dimensions, as a fresh array. */
  public int[] toArray() {
    return dimensions.clone();
  }

  /** This shape with one dimension replaced; the axis may be negative. */
  public Shape with(int axis, int size) {
    int[] copy = dimensions.clone();
    copy[axisIndex(axis)] = size;
    return new Shape(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** For example {@code [1, 28, 28, 1]}. */
  @Override
  public String toString() {
    return Arrays.toString(dimensions);
  }
}
