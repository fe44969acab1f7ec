package org.dl4jmot.runtime.tflite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * Operators with one operand whose attributes are all stored as int32 tensors behind it.
 *
 * @param <O> the operation
 */
final class AttributeSerializer<O extends Op> implements OpSerializer<O> {
  private final Class<O> kind;
  private final int operatorCode;
  private final ToIntFunction<Tensor> version;
  private final Function<O, List<AttributeTensor>> attributes;
  private final BiFunction<Shape, List<int[]>, O> operation;
  private final int count;

  private AttributeSerializer(
      Class<O> kind,
      int operatorCode,
      ToIntFunction<Tensor> version,
      int count,
      Function<O, List<AttributeTensor>> attributes,
      BiFunction<Shape, List<int[]>, O> operation) {
    this.kind = kind;
    this.operatorCode = operatorCode;
    this.version = version;
    this.count = count;
    this.attributes = attributes;
    this.operation = operation;
  }

  static OpSerializer<Transpose> transpose() {
    return new AttributeSerializer<>(
        Transpose.class,
        BuiltinOperator.TRANSPOSE,
        AttributeSerializer::transposeVersion,
        1,
        op -> List.of(AttributeTensor.vector("permutation", op.permutation())),
        (shape, ints) -> new Transpose(list(ints.get(0))));
  }

  static OpSerializer<ReverseV2> reverseV2() {
    return new AttributeSerializer<>(
        ReverseV2.class,
        BuiltinOperator.REVERSE_V2,
        input -> input.type() == DataType.INT8 ? 3 : input.type() == DataType.BOOL ? 2 : 1,
        1,
        op -> List.of(AttributeTensor.vector("axis", op.axis())),
        (shape, ints) -> new ReverseV2(onlyAxis(ints.get(0))));
  }

  static OpSerializer<Slice> slice() {
    return new AttributeSerializer<>(
        Slice.class,
        BuiltinOperator.SLICE,
        AttributeSerializer::sliceVersion,
        2,
        op ->
            List.of(
                AttributeTensor.vector("begin", op.begin()),
                AttributeTensor.vector("size", op.size())),
        (shape, ints) -> new Slice(list(ints.get(0)), sizes(shape, ints.get(0), ints.get(1))));
  }

  static OpSerializer<Tile> tile() {
    return new AttributeSerializer<>(
        Tile.class,
        BuiltinOperator.TILE,
        input -> input.type() == DataType.INT8 ? 3 : 1,
        1,
        op -> List.of(AttributeTensor.vector("multiples", op.multiples())),
        (shape, ints) -> new Tile(list(ints.get(0))));
  }

  static OpSerializer<SpaceToBatchNd> spaceToBatchNd() {
    return new AttributeSerializer<>(
        SpaceToBatchNd.class,
        BuiltinOperator.SPACE_TO_BATCH_ND,
        AttributeSerializer::batchVersion,
        2,
        op ->
            List.of(
                AttributeTensor.vector("block", op.block()),
                pairs("paddings", op.before(), op.after())),
        (shape, ints) ->
            new SpaceToBatchNd(list(ints.get(0)), every(ints.get(1), 0), every(ints.get(1), 1)));
  }

  static OpSerializer<BatchToSpaceNd> batchToSpaceNd() {
    return new AttributeSerializer<>(
        BatchToSpaceNd.class,
        BuiltinOperator.BATCH_TO_SPACE_ND,
        AttributeSerializer::batchVersion,
        2,
        op ->
            List.of(
                AttributeTensor.vector("block", op.block()),
                pairs("crops", op.before(), op.after())),
        (shape, ints) ->
            new BatchToSpaceNd(list(ints.get(0)), every(ints.get(1), 0), every(ints.get(1), 1)));
  }

  private static int transposeVersion(Tensor input) {
    int rank = input.shape().rank();
    if (rank > 5) {
      return 6;
    }
    if (input.type() == DataType.INT16) {
      return 5;
    }
    if (rank > 4) {
      return 4;
    }
    return Versions.boolOrInt8(input);
  }

  private static int sliceVersion(Tensor input) {
    if (input.shape().rank() > 4) {
      return 5;
    }
    return switch (input.type()) {
      case INT16 -> 4;
      case INT8, UINT8 -> 2;
      default -> 1;
    };
  }

  private static int batchVersion(Tensor input) {
    return switch (input.type()) {
      case INT16 -> 4;
      case INT8 -> 2;
      default -> 1;
    };
  }

  private static int onlyAxis(int[] axes) {
    if (axes.length != 1) {
      throw new TfliteFormatException("one axis is supported, not " + Arrays.toString(axes));
    }
    return axes[0];
  }

  /** A size of -1 is what remains of the axis. */
  private static List<Integer> sizes(Shape shape, int[] begin, int[] size) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < size.length; axis++) {
      boolean rest = size[axis] == -1 && axis < begin.length && axis < shape.rank();
      sizes.add(rest ? shape.dim(axis) - begin[axis] : size[axis]);
    }
    return sizes;
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** The first or second number of each row of two. */
  private static List<Integer> every(int[] rows, int from) {
    List<Integer> values = new ArrayList<>();
    for (int i = from; i < rows.length; i += 2) {
      values.add(rows[i]);
    }
    return values;
  }

  private static AttributeTensor pairs(String label, List<Integer> first, List<Integer> second) {
    int[] rows = new int[2 * first.size()];
    for (int i = 0; i < first.size(); i++) {
      rows[2 * i] = first.get(i);
      rows[2 * i + 1] = second.get(i);
    }
    return new AttributeTensor(label, Shape.of(first.size(), 2), rows);
  }

  @Override
  public Class<O> kind() {
    return kind;
  }

  @Override
  public int operatorCode() {
    return operatorCode;
  }

  @Override
  public int version(O op, List<Tensor> inputs, List<Tensor> outputs) {
    return version.applyAsInt(inputs.get(0));
  }

  @Override
  public SortedMap<Integer, AttributeTensor> attributes(O op, List<Tensor> inputs) {
    SortedMap<Integer, AttributeTensor> stored = new TreeMap<>();
    for (AttributeTensor attribute : attributes.apply(op)) {
      stored.put(ATTRIBUTE_INPUT + stored.size(), attribute);
    }
    return stored;
  }

  @Override
  public O read(StoredOperator stored) {
    List<int[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(stored.takeInts(ATTRIBUTE_INPUT + i));
    }
    return operation.apply(stored.input(0).shape(), values);
  }
}
