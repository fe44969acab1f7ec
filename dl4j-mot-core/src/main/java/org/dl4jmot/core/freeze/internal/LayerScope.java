package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.linalg.activations.IActivation;

/**
 * Where the translation of one layer reads parameters and adds tensors and nodes, named after it.
 */
public final class LayerScope {
  private final GraphBuilder graph;
  private final String layer;
  private final ParameterReader parameters;
  private final Map<Role, TrainedQuantization> trained;
  private final Optional<FeatureOrder> outputOrder;

  /**
   * The scope of one layer.
   *
   * @param graph the graph to add to
   * @param layer the layer's name
   * @param parameters its parameters
   * @param trained what training fixed for its tensors
   * @param outputOrder the order its values shall have, if not the trained network's
   */
  public LayerScope(
      GraphBuilder graph,
      String layer,
      ParameterReader parameters,
      Map<Role, TrainedQuantization> trained,
      Optional<FeatureOrder> outputOrder) {
    this.graph = graph;
    this.layer = layer;
    this.parameters = parameters;
    this.trained = trained;
    this.outputOrder = outputOrder;
  }

  /** The layer's name. */
  public String layer() {
    return layer;
  }

  /** The order in which a layer of so many outputs shall compute them. */
  public FeatureOrder outputOrder(int outputs) {
    return outputOrder
        .filter(order -> order.features() == outputs)
        .orElseGet(() -> FeatureOrder.same(outputs));
  }

  /** The graph under construction. */
  public GraphBuilder graph() {
    return graph;
  }

  /** The layer's parameters. */
  public ParameterReader parameters() {
    return parameters;
  }

  /** Adds a constant that stands for a parameter. */
  public Tensor constant(String name, Role role, Shape shape, float[] values) {
    return graph.add(
        annotated(Tensor.constant(layer + "/" + name, shape, ConstantData.of(values)), role));
  }

  /** Adds a constant that the trained network does not know, such as a correction factor. */
  public Tensor auxiliary(String name, Shape shape, float... values) {
    return graph.add(Tensor.constant(layer + "/" + name, shape, ConstantData.of(values)));
  }

  /** Adds a node whose result the trained network does not know, such as a padded image. */
  public Tensor helper(String name, Op op, List<Tensor> operands) {
    return graph.node(layer, op, operands, layer + "/" + name);
  }

  /** Adds a node whose result has a role in the layer. */
  public Tensor node(String name, Role role, Op op, List<Tensor> operands) {
    Shape shape = op.outputShapes(operands.stream().map(Tensor::shape).toList()).get(0);
    return graph.node(
        List.of(layer), op, operands, annotated(Tensor.ofFloat(layer + "/" + name, shape), role));
  }

  /** Adds a node whose result is the layer's. */
  public Tensor output(Op op, List<Tensor> operands) {
    return node("output", Role.OUTPUT, op, operands);
  }

  /**
   * Adds a node and the layer's activation function behind it.
   *
   * @param operands inputs of the operation
   * @param like a value laid out as the result is, with any tensor
   * @return the layer's result
   */
  public Value activated(Op op, List<Tensor> operands, IActivation activation, Value like) {
    Op function = Activations.operation(activation);
    Activations.requireApplicable(function, like);
    if (function instanceof Identity) {
      return like.in(output(op, operands));
    }
    Tensor linear = node("pre-activation", Role.PRE_ACTIVATION, op, operands);
    return like.in(output(function, List.of(linear)));
  }

  private Tensor annotated(Tensor tensor, Role role) {
    return tensor
        .withOrigin(new Origin(layer, role))
        .withTrained(Optional.ofNullable(trained.get(role)));
  }
}
