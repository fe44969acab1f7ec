package org.dl4jmot.runtime.sweep;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.Cast;
import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one operation each that moves elements, of float, int8 and int16. */
final class MovementCases {
  /** An operation and the shape of its only input. */
  private record Move(Shape shape, Op op) {}

  private static final Map<String, Function<Draw, Move>> MOVES = moves();

  private MovementCases() {}

  static Map<String, Function<Draw, Graph>> floats() {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    MOVES.forEach(
        (name, move) ->
            cases.put(
                name,
                draw -> {
                  Move drawn = move.apply(draw);
                  return new OneOp().input(drawn.shape()).floats(drawn.op());
                }));
    cases.put("GATHER", MovementCases::gather);
    cases.put("CAST to float", draw -> integers(draw).floats(new Cast(FLOAT32)));
    cases.put(
        "CAST to integer", draw -> new OneOp().input(draw.shape()).plain(new Cast(INT32), INT32));
    return cases;
  }

  static Map<String, Function<Draw, Graph>> integers() {
    return integers(INT8, Draw::quantization);
  }

  static Map<String, Function<Draw, Graph>> shorts() {
    Map<String, Function<Draw, Graph>> cases = integers(INT16, Draw::symmetric);
    // LiteRT 2.20 has no int16 kernels for these.
    cases.keySet().removeAll(Set.of("TILE", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE"));
    return cases;
  }

  private static Map<String, Function<Draw, Graph>> integers(
      DataType type, Function<Draw, QuantizationParameters> parameters) {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    MOVES.forEach(
        (name, move) ->
            cases.put(
                name,
                draw -> {
                  Move drawn = move.apply(draw);
                  QuantizationParameters both = parameters.apply(draw);
                  return new OneOp()
                      .input(type, drawn.shape(), both)
                      .quantized(drawn.op(), type, both);
                }));
    cases.put("GATHER", draw -> quantizedGather(draw, type, parameters.apply(draw)));
    return cases;
  }

  private static Map<String, Function<Draw, Move>> moves() {
    Map<String, Function<Draw, Move>> moves = new TreeMap<>();
    moves.put("TRANSPOSE", MovementCases::transpose);
    moves.put("REVERSE_V2", MovementCases::reverse);
    moves.put("SLICE", MovementCases::slice);
    moves.put("STRIDED_SLICE", MovementCases::stridedSlice);
    moves.put("TILE", MovementCases::tile);
    moves.put("SPACE_TO_DEPTH", MovementCases::spaceToDepth);
    moves.put("DEPTH_TO_SPACE", MovementCases::depthToSpace);
    moves.put("SPACE_TO_BATCH_ND", MovementCases::spaceToBatch);
    moves.put("BATCH_TO_SPACE_ND", MovementCases::batchToSpace);
    moves.put("RESIZE_NEAREST_NEIGHBOR", MovementCases::resize);
    return moves;
  }

  private static Move transpose(Draw draw) {
    Shape shape = draw.shape(5);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(draw.integer(0, axes.size()), axis);
    }
    return new Move(shape, new Transpose(axes));
  }

  private static Move reverse(Draw draw) {
    Shape shape = draw.shape(5);
    return new Move(shape, new ReverseV2(draw.integer(-shape.rank(), shape.rank() - 1)));
  }

  private static Move slice(Draw draw) {
    Shape shape = draw.shape(5);
    List<Integer> begin = new ArrayList<>();
    List<Integer> size = new ArrayList<>();
    for (int dim : shape.toArray()) {
      begin.add(draw.integer(0, dim - 1));
      size.add(draw.integer(1, dim - begin.get(begin.size() - 1)));
    }
    return new Move(shape, new Slice(begin, size));
  }

  private static Move stridedSlice(Draw draw) {
    Shape shape = draw.shape(5);
    List<Integer> begin = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    for (int dim : shape.toArray()) {
      begin.add(draw.integer(0, dim - 1));
      end.add(draw.integer(begin.get(begin.size() - 1) + 1, dim));
      strides.add(draw.integer(1, 3));
    }
    return new Move(shape, new StridedSlice(begin, end, strides));
  }

  private static Move tile(Draw draw) {
    Shape shape = draw.shape();
    List<Integer> multiples = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      multiples.add(draw.integer(1, 3));
    }
    return new Move(shape, new Tile(multiples));
  }

  private static Move spaceToDepth(Draw draw) {
    int block = draw.integer(1, 3);
    Shape blocks = draw.image();
    return new Move(
        blocks.with(1, blocks.dim(1) * block).with(2, blocks.dim(2) * block),
        new SpaceToDepth(block));
  }

  private static Move depthToSpace(Draw draw) {
    int block = draw.integer(1, 3);
    Shape image = draw.image();
    return new Move(image.with(3, image.dim(3) * block * block), new DepthToSpace(block));
  }

  private static Move spaceToBatch(Draw draw) {
    Shape image = draw.image();
    List<Integer> block = List.of(draw.integer(1, 3), draw.integer(1, 3));
    List<Integer> before = List.of(draw.integer(0, 3), draw.integer(0, 3));
    List<Integer> after = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      after.add(Math.floorMod(-image.dim(1 + i) - before.get(i), block.get(i)));
    }
    return new Move(image, new SpaceToBatchNd(block, before, after));
  }

  private static Move batchToSpace(Draw draw) {
    Shape image = draw.image();
    List<Integer> block = List.of(draw.integer(1, 3), draw.integer(1, 3));
    List<Integer> before = List.of(draw.integer(0, 1), draw.integer(0, 1));
    List<Integer> after = List.of(draw.integer(0, 1), draw.integer(0, 1));
    Shape images = image.with(0, image.dim(0) * block.get(0) * block.get(1));
    return new Move(images, new BatchToSpaceNd(block, before, after));
  }

  private static Move resize(Draw draw) {
    Shape image = draw.image();
    boolean whole = draw.chance(0.5);
    int height = whole ? image.dim(1) * draw.integer(1, 4) : draw.integer(1, 30);
    int width = whole ? image.dim(2) * draw.integer(1, 4) : draw.integer(1, 30);
    return new Move(image, new ResizeNearestNeighbor(height, width));
  }

  private static OneOp integers(Draw draw) {
    return new OneOp().input(INT32, draw.shape());
  }

  private static Graph gather(Draw draw) {
    Shape table = draw.shape();
    int axis = draw.integer(-table.rank(), table.rank() - 1);
    return indexed(draw, new OneOp().input(table), table.dim(axis)).floats(new Gather(axis));
  }

  private static Graph quantizedGather(Draw draw, DataType type, QuantizationParameters both) {
    Shape table = draw.shape();
    int axis = draw.integer(-table.rank(), table.rank() - 1);
    return indexed(draw, new OneOp().input(type, table, both), table.dim(axis))
        .quantized(new Gather(axis), type, both);
  }

  private static OneOp indexed(Draw draw, OneOp op, int size) {
    int rank = draw.integer(1, 2);
    Shape shape = Shape.of(Collections.nCopies(rank, draw.integer(1, 4)));
    int[] indices = new int[shape.elements()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = draw.integer(0, size - 1);
    }
    return op.constant(shape, ConstantData.of(indices));
  }
}
