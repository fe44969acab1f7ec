package org.dl4jmot.core.freeze.spi;

import java.util.List;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * Where the translation of one layer reads parameters and adds tensors and nodes, named {@code
 * <layer>/<name>}. Names must be unique within the layer, and so must roles: a role names one
 * tensor, which quantization-aware training can then find.
 */
public interface LayerScope {
  /** The layer's name. */
  String layer();

  /** The order in which a layer of so many outputs shall compute them. */
  FeatureOrder outputOrder(int outputs);

  /** The layer's parameters. */
  ParameterReader parameters();

  /** Adds a constant that stands for a parameter. */
  Tensor constant(String name, Role role, Shape shape, float[] values);

  /** Adds a constant that the trained network does not know, such as a correction factor. */
  Tensor auxiliary(String name, Shape shape, float... values);

  /** Adds a constant of whole numbers, such as indices. */
  Tensor indices(String name, int... values);

  /** Adds a node whose result the trained network does not know, such as a padded image. */
  Tensor helper(String name, Op op, List<Tensor> operands);

  /** Adds a node whose result has another type than float32, such as a comparison's. */
  Tensor helper(String name, Op op, DataType type, List<Tensor> operands);

  /** Adds a node whose result has a role in the layer. */
  Tensor node(String name, Role role, Op op, List<Tensor> operands);

  /** A tensor in another shape of as many elements: itself, or a helper of this name. */
  default Tensor reshaped(String name, Tensor tensor, Shape shape) {
    return tensor.shape().equals(shape)
        ? tensor
        : helper(name, new Reshape(shape), List.of(tensor));
  }

  /**
   * A tensor with its axes in another order: itself, or a helper of this name.
   *
   * @param permutation for each axis of the result the axis of the tensor it comes from
   */
  default Tensor transposed(String name, Tensor tensor, List<Integer> permutation) {
    Transpose transpose = new Transpose(permutation);
    List<Integer> moved =
        permutation.stream().filter(axis -> tensor.shape().dim(axis) > 1).toList();
    return moved.stream().sorted().toList().equals(moved)
        ? reshaped(name, tensor, transpose.outputShapes(List.of(tensor.shape())).get(0))
        : helper(name, transpose, List.of(tensor));
  }

  /** Adds a node whose result is the layer's, {@code <layer>/output}. */
  default Tensor output(Op op, List<Tensor> operands) {
    return node("output", Role.OUTPUT, op, operands);
  }

  /**
   * Adds a node and the layer's activation function behind it.
   *
   * @param operands inputs of the operation
   * @param like a value laid out as the result is, with any tensor
   * @return the layer's result
   * @throws UntranslatableException if the function has no form in a graph
   */
  Value activated(Op op, List<Tensor> operands, IActivation activation, Value like);

  /**
   * Adds an activation function whose result is the layer's.
   *
   * @throws UntranslatableException if the function has no form in a graph
   */
  Value activation(IActivation activation, Value input);

  /**
   * Adds an activation function inside a layer, such as that of a gate.
   *
   * @param name name of its result
   * @throws UntranslatableException if the function has no form in a graph
   */
  Tensor activation(String name, IActivation activation, Value input);

  /**
   * The scope of a part of this layer, such as one direction: what it adds is named {@code
   * <layer>/<part>/<name>} and has no role, and a prefix leads to its parameters.
   *
   * @param name unique in the layer
   * @param keyPrefix what stands before the part's own keys among the layer's parameters
   */
  LayerScope part(String name, String keyPrefix);

  /**
   * Translates a layer that this one wraps.
   *
   * @param conf the wrapped layer's configuration
   * @param inputs what it is fed
   * @throws UntranslatableException if it has no form in a graph
   */
  Value wrapped(Object conf, List<Value> inputs);
}
