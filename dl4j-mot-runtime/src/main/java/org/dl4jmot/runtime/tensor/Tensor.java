package org.dl4jmot.runtime.tensor;

import java.util.Objects;
import java.util.Optional;

/**
 * One value of a graph: computed, fed, or constant. Identified by its name. Immutable.
 *
 * @param name unique in its graph
 * @param type element type
 * @param shape dimensions, batch included
 * @param data elements of a constant; empty for what is computed or fed
 * @param quantization how integers stand for real values; empty for plain floats and plain integers
 * @param trained what quantization-aware training fixed for this (float) tensor
 * @param origin where in the trained network it comes from; empty for what the optimizer made
 */
public record Tensor(
    String name,
    DataType type,
    Shape shape,
    Optional<ConstantData> data,
    Optional<QuantizationParameters> quantization,
    Optional<TrainedQuantization> trained,
    Optional<Origin> origin) {

  /**
   * Checks that data and quantization fit type and shape.
   *
   * @throws IllegalArgumentException naming the tensor and what does not fit
   */
  public Tensor {
    Objects.requireNonNull(type, "type");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a tensor needs a name");
    }
    if (data.isPresent()) {
      requireFits(name, type, shape, data.get());
    }
    if (quantization.isPresent()) {
      requireFits(name, shape, quantization.get());
    }
  }

  private static void requireFits(String name, DataType type, Shape shape, ConstantData data) {
    if (data.type() != type || data.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "tensor '" + name + "': data of " + data + " for " + type + shape);
    }
  }

  private static void requireFits(String name, Shape shape, QuantizationParameters parameters) {
    if (!parameters.isPerAxis()) {
      return;
    }
    int axis = parameters.axis();
    if (axis >= shape.rank() || shape.dim(axis) != parameters.scales().length) {
      throw new IllegalArgumentException(
          "tensor '" + name + "': " + parameters + " for shape " + shape);
    }
  }

  /** A float32 tensor that is computed or fed. */
  public static Tensor ofFloat(String name, Shape shape) {
    return computed(name, DataType.FLOAT32, shape);
  }

  /** A tensor that is computed or fed. */
  public static Tensor computed(String name, DataType type, Shape shape) {
    return new Tensor(
        name, type, shape, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A constant tensor. */
  public static Tensor constant(String name, Shape shape, ConstantData data) {
    return new Tensor(
        name,
        data.type(),
        shape,
        Optional.of(data),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether the elements are known. */
  public boolean isConstant() {
    return data.isPresent();
  }

  /**
   * The constant's elements.
   *
   * @throws IllegalStateException if the tensor is not constant
   */
  public ConstantData requireData() {
    return data.orElseThrow(
        () -> new IllegalStateException("tensor '" + name + "' is not constant"));
  }

  /**
   * The quantization parameters.
   *
   * @throws IllegalStateException if the tensor has none
   */
  public QuantizationParameters requireQuantization() {
    return quantization.orElseThrow(
        () -> new IllegalStateException("tensor '" + name + "' is not quantized"));
  }

  /** This tensor under another name. */
  public Tensor named(String newName) {
    return new Tensor(newName, type, shape, data, quantization, trained, origin);
  }

  /** This tensor with another element type and no data, for a computed tensor that changes type. */
  public Tensor typed(DataType newType) {
    return new Tensor(name, newType, shape, Optional.empty(), quantization, trained, origin);
  }

  /** This tensor with another shape and, for a constant, the same elements in it. */
  public Tensor shaped(Shape newShape) {
    return new Tensor(name, type, newShape, data, quantization, trained, origin);
  }

  /** This tensor with the given constant elements, whose type it takes. */
  public Tensor withData(ConstantData newData) {
    return new Tensor(
        name, newData.type(), shape, Optional.of(newData), quantization, trained, origin);
  }

  /** This tensor with quantization parameters. */
  public Tensor withQuantization(QuantizationParameters parameters) {
    return new Tensor(name, type, shape, data, Optional.of(parameters), trained, origin);
  }

  /** This tensor with trained quantization. */
  public Tensor withTrained(TrainedQuantization newTrained) {
    return new Tensor(name, type, shape, data, quantization, Optional.of(newTrained), origin);
  }

  /** This tensor with (or, given empty, without) trained quantization. */
  public Tensor withTrained(Optional<TrainedQuantization> newTrained) {
    return new Tensor(name, type, shape, data, quantization, newTrained, origin);
  }

  /** This tensor with an origin. */
  public Tensor withOrigin(Origin newOrigin) {
    return new Tensor(name, type, shape, data, quantization, trained, Optional.of(newOrigin));
  }

  /** For example {@code conv1/output INT8[1, 28, 28, 16]}. */
  @Override
  public String toString() {
    return name + " " + type + shape;
  }
}
