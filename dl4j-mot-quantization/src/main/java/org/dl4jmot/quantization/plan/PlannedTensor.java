package org.dl4jmot.quantization.plan;

import java.util.Objects;
import java.util.Optional;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * What a tensor of the float graph becomes in the integer graph.
 *
 * @param name name of the tensor
 * @param type integer type
 * @param parameters scale and zero point, or several along an axis
 * @param source where they come from
 * @param sharedWith for SHARED the tensor they were made for
 * @param integers the integers it may take
 */
public record PlannedTensor(
    String name,
    DataType type,
    QuantizationParameters parameters,
    ParameterSource source,
    Optional<String> sharedWith,
    IntegerRange integers) {
  /** Checks that nothing is missing. */
  public PlannedTensor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(sharedWith, "sharedWith");
    Objects.requireNonNull(integers, "integers");
  }

  static PlannedTensor activation(
      String name, DataType type, QuantizationParameters parameters, ParameterSource source) {
    return new PlannedTensor(name, type, parameters, source, Optional.empty(), integers(type));
  }

  static PlannedTensor shared(
      String name, DataType type, QuantizationParameters parameters, String with) {
    return new PlannedTensor(
        name, type, parameters, ParameterSource.SHARED, Optional.of(with), integers(type));
  }

  private static IntegerRange integers(DataType type) {
    return IntegerRange.signed(Byte.SIZE * type.bytes());
  }

  /** The same tensor at another scale. */
  PlannedTensor withParameters(QuantizationParameters other) {
    return new PlannedTensor(name, type, other, source, sharedWith, integers);
  }

  /** For example {@code pool1 INT8 scale 0.0118, zero point -128 (shared with conv1)}. */
  @Override
  public String toString() {
    String origin = source.description() + sharedWith.map(with -> " with " + with).orElse("");
    return name + " " + type + " " + parameters + " (" + origin + ")";
  }
}
