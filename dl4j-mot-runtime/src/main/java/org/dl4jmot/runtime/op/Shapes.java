package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.tensor.Shape;

/** Shape inference that several operations share. */
final class Shapes {
  /** Its square fits an int. */
  private static final int MAX_BLOCK = 1 << 15;

  private Shapes() {}

  static void requireCount(String type, List<Shape> inputs, int least, int most) {
    if (inputs.size() < least || inputs.size() > most) {
      throw new IllegalArgumentException(
          type
              + " takes "
              + least
              + (least == most ? "" : " to " + most)
              + " inputs, not "
              + inputs.size());
    }
  }

  static void requireRank(String type, String what, Shape shape, int rank) {
    if (shape.rank() != rank) {
      throw new IllegalArgumentException(
          type + " needs " + what + " of rank " + rank + ": " + shape);
    }
  }

  static List<Shape> unary(String type, List<Shape> inputs) {
    requireCount(type, inputs, 1, 1);
    return inputs;
  }

  static List<Shape> broadcast(String type, List<Shape> inputs) {
    requireCount(type, inputs, 2, 2);
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    int rank = Math.max(a.rank(), b.rank());
    List<Integer> result = new ArrayList<>();
    for (int axis = -rank; axis < 0; axis++) {
      int left = -axis <= a.rank() ? a.dim(axis) : 1;
      int right = -axis <= b.rank() ? b.dim(axis) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(type + " cannot broadcast " + a + " and " + b);
      }
      result.add(Math.max(left, right));
    }
    return List.of(Shape.of(result));
  }

  /** Copies the axes that a reduction is about, of which there must be some. */
  static List<Integer> requireAxes(String type, List<Integer> axes) {
    if (axes.isEmpty()) {
      throw new IllegalArgumentException(type + " needs at least one axis");
    }
    return List.copyOf(axes);
  }

  /** Each of the axes is left out, or has size 1. */
  static List<Shape> reduced(
      String type, List<Shape> inputs, List<Integer> axes, boolean keepDimensions) {
    requireCount(type, inputs, 1, 1);
    Shape input = inputs.get(0);
    Set<Integer> reduced = axes.stream().map(input::axisIndex).collect(Collectors.toSet());
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (!reduced.contains(axis)) {
        result.add(input.dim(axis));
      } else if (keepDimensions) {
        result.add(1);
      }
    }
    return List.of(Shape.of(result));
  }

  static List<Shape> window(
      String type, Shape input, Window window, int filterHeight, int filterWidth, int channels) {
    requireRank(type, "an image", input, 4);
    int height = window.outputHeight(input.dim(1), filterHeight);
    int width = window.outputWidth(input.dim(2), filterWidth);
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          type + ": filter " + filterHeight + "x" + filterWidth + " does not fit input " + input);
    }
    return List.of(Shape.of(input.dim(0), height, width, channels));
  }

  static void requireBias(String type, List<Shape> inputs, int channels) {
    if (inputs.size() == 3 && !inputs.get(2).equals(Shape.of(channels))) {
      throw new IllegalArgumentException(
          type + " needs a bias of shape [" + channels + "]: " + inputs.get(2));
    }
  }

  static void requirePoolingWindow(int filterHeight, int filterWidth, Window window) {
    if (filterHeight < 1 || filterWidth < 1) {
      throw new IllegalArgumentException(
          "a pooling window must be at least 1x1: " + filterHeight + "x" + filterWidth);
    }
    if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
      throw new IllegalArgumentException("TFLite has no dilated pooling: " + window);
    }
  }

  /** A computed dimension, which must fit an int. */
  static int size(String type, long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(type + " would yield " + size + " elements on one axis");
    }
    return (int) size;
  }

  static List<Shape> padded(String type, Shape input, List<Integer> before, List<Integer> after) {
    if (before.size() != input.rank() || after.size() != input.rank()) {
      throw new IllegalArgumentException(
          type + " needs a padding for each axis of " + input + ": " + before + ", " + after);
    }
    int[] result = input.toArray();
    for (int axis = 0; axis < result.length; axis++) {
      if (before.get(axis) < 0 || after.get(axis) < 0) {
        throw new IllegalArgumentException(
            type + " cannot pad by a negative amount: " + before + ", " + after);
      }
      result[axis] = size(type, (long) result[axis] + before.get(axis) + after.get(axis));
    }
    return List.of(Shape.of(result));
  }

  static void requireBlock(int block) {
    if (block < 1 || block > MAX_BLOCK) {
      throw new IllegalArgumentException(
          "a block must have 1 to " + MAX_BLOCK + " rows and columns: " + block);
    }
  }

  /** A number for rows and one for columns, copied. */
  static List<Integer> requirePair(String type, String what, List<Integer> values, int least) {
    if (values.size() != 2 || values.stream().anyMatch(value -> value < least)) {
      throw new IllegalArgumentException(
          type + " needs a " + what + " of rows and columns, at least " + least + ": " + values);
    }
    return List.copyOf(values);
  }
}
