package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ReshapeOptions;

/**
 * RESHAPE; the new shape is its second input. Old files have it in the options instead; one
 * dimension may be -1, what remains.
 */
final class ReshapeSerializer implements OpSerializer<Reshape> {
  @Override
  public Class<Reshape> kind() {
    return Reshape.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.RESHAPE;
  }

  @Override
  public int version(Reshape op, List<Tensor> inputs, List<Tensor> outputs) {
    return 1;
  }

  @Override
  public Optional<AttributeTensor> attribute(Reshape op) {
    int[] dimensions = op.shape().toArray();
    // An empty shape tensor has no place in the graph: a scalar is asked for in the options.
    return dimensions.length == 0
        ? Optional.empty()
        : Optional.of(AttributeTensor.vector("shape", dimensions));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.ReshapeOptions;
  }

  /** Needed for a scalar result alone, where TFLite's form is [0]. */
  @Override
  public int writeOptions(Reshape op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return op.shape().rank() > 0
        ? 0
        : ReshapeOptions.createReshapeOptions(
            builder, ReshapeOptions.createNewShapeVector(builder, new int[] {0}));
  }

  @Override
  public Reshape read(StoredOperator stored) {
    int[] wanted =
        stored.inputCount() > ATTRIBUTE_INPUT
            ? stored.takeInts(ATTRIBUTE_INPUT)
            : shapeInOptions(stored);
    return new Reshape(resolved(wanted, stored.input(0).shape().elements()));
  }

  private int[] shapeInOptions(StoredOperator stored) {
    ReshapeOptions options = stored.options(new ReshapeOptions(), optionsType());
    return IntStream.range(0, options.newShapeLength()).map(options::newShape).toArray();
  }

  private static Shape resolved(int[] dimensions, int elements) {
    if (dimensions.length == 1 && dimensions[0] == 0) {
      return Shape.of();
    }
    int[] result = dimensions.clone();
    long known = 1;
    int open = -1;
    for (int axis = 0; axis < result.length; axis++) {
      if (result[axis] == -1 && open < 0) {
        open = axis;
      } else if (result[axis] < 1 || (known *= result[axis]) > elements) {
        throw new TfliteFormatException(
            "cannot reshape " + elements + " elements into " + Arrays.toString(dimensions));
      }
    }
    if (open >= 0) {
      result[open] = (int) (elements / known);
    }
    return Shape.of(result);
  }
}
