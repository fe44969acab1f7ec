package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Cast;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * Tables whose rows are looked up. Indices come as floats, as in Deeplearning4j, and lose what
 * stands behind the point. One outside the table ends a run with an error, there as in LiteRT.
 */
final class Embeddings {
  private Embeddings() {}

  /** Values in a row of the table. */
  static int columns(LayerScope scope) {
    return scope.parameters().shape(DefaultParamInitializer.WEIGHT_KEY).dim(1);
  }

  /**
   * Adds the look-up and what follows it.
   *
   * @param indices the indices, as floats
   * @param shape their shape without the axis of one index
   * @param as the result's layout, for a tensor of another rank too
   */
  static Value rows(
      LayerScope scope,
      Tensor indices,
      Shape shape,
      boolean hasBias,
      IActivation activation,
      Function<Tensor, Value> as) {
    Tensor table =
        scope.constant(
            "weight",
            Role.WEIGHT,
            scope.parameters().shape(DefaultParamInitializer.WEIGHT_KEY),
            scope.parameters().read(DefaultParamInitializer.WEIGHT_KEY));
    // First of all: whatever else a float index went through might be quantized.
    Tensor integers =
        scope.helper("indices", new Cast(DataType.INT32), DataType.INT32, List.of(indices));
    Tensor flat =
        shape.equals(integers.shape())
            ? integers
            : scope.helper("flat_indices", new Reshape(shape), DataType.INT32, List.of(integers));
    List<Tensor> operands = List.of(table, flat);
    Value like = as.apply(indices);
    if (!hasBias) {
      return scope.activated(new Gather(0), operands, activation, like);
    }
    Tensor rows = scope.helper("rows", new Gather(0), operands);
    Tensor bias =
        scope.constant(
            "bias",
            Role.BIAS,
            Shape.of(table.shape().dim(1)),
            scope.parameters().read(DefaultParamInitializer.BIAS_KEY));
    return scope.activated(new Add(Activation.NONE), List.of(rows, bias), activation, like);
  }
}
