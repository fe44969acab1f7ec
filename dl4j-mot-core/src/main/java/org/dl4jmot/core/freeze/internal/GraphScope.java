package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.ParameterReader;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.linalg.activations.IActivation;

/** The scope of one layer in a graph under construction. */
public final class GraphScope implements LayerScope {
  private final GraphBuilder graph;
  private final Translators translators;
  private final String layer;
  private final String prefix;
  private final ParameterReader parameters;
  private final Map<Role, TrainedQuantization> trained;
  private final Optional<FeatureOrder> outputOrder;
  private final boolean part;

  /**
   * The scope of one layer.
   *
   * @param graph the graph to add to
   * @param translators what translates the layers that this one wraps
   * @param layer the layer's name
   * @param prefix what the names of its tensors begin with
   * @param parameters its parameters
   * @param trained what training fixed for its tensors
   * @param outputOrder the order its values shall have, if not the trained network's
   */
  public GraphScope(
      GraphBuilder graph,
      Translators translators,
      String layer,
      String prefix,
      ParameterReader parameters,
      Map<Role, TrainedQuantization> trained,
      Optional<FeatureOrder> outputOrder) {
    this.part = false;
    this.graph = graph;
    this.translators = translators;
    this.layer = layer;
    this.prefix = prefix;
    this.parameters = parameters;
    this.trained = trained;
    this.outputOrder = outputOrder;
  }

  /** A part of a layer: other names and parameters, no roles, no order. */
  private GraphScope(GraphScope whole, String name, ParameterReader parameters) {
    this.part = true;
    this.graph = whole.graph;
    this.translators = whole.translators;
    this.layer = whole.layer;
    this.prefix = whole.prefix + "/" + name;
    this.parameters = parameters;
    this.trained = Map.of();
    this.outputOrder = Optional.empty();
  }

  @Override
  public String layer() {
    return layer;
  }

  @Override
  public FeatureOrder outputOrder(int outputs) {
    return outputOrder
        .filter(order -> order.features() == outputs)
        .orElseGet(() -> FeatureOrder.same(outputs));
  }

  @Override
  public ParameterReader parameters() {
    return parameters;
  }

  @Override
  public Tensor constant(String name, Role role, Shape shape, float[] values) {
    return graph.add(
        annotated(Tensor.constant(prefix + "/" + name, shape, ConstantData.of(values)), role));
  }

  @Override
  public Tensor auxiliary(String name, Shape shape, float... values) {
    return graph.add(Tensor.constant(prefix + "/" + name, shape, ConstantData.of(values)));
  }

  @Override
  public Tensor indices(String name, int... values) {
    Shape shape = Shape.of(values.length);
    return graph.add(Tensor.constant(prefix + "/" + name, shape, ConstantData.of(values)));
  }

  @Override
  public Tensor helper(String name, Op op, List<Tensor> operands) {
    return graph.node(layer, op, operands, prefix + "/" + name);
  }

  @Override
  public Tensor helper(String name, Op op, DataType type, List<Tensor> operands) {
    Shape shape = op.outputShapes(operands.stream().map(Tensor::shape).toList()).get(0);
    return graph.node(
        List.of(layer), op, operands, Tensor.computed(prefix + "/" + name, type, shape));
  }

  @Override
  public Tensor node(String name, Role role, Op op, List<Tensor> operands) {
    Shape shape = op.outputShapes(operands.stream().map(Tensor::shape).toList()).get(0);
    return graph.node(
        List.of(layer), op, operands, annotated(Tensor.ofFloat(prefix + "/" + name, shape), role));
  }

  @Override
  public Value activated(Op op, List<Tensor> operands, IActivation activation, Value like) {
    if (Activations.function(activation).isIdentity()) {
      return like.in(output(op, operands));
    }
    Tensor linear = node("pre-activation", Role.PRE_ACTIVATION, op, operands);
    return activation(activation, like.in(linear));
  }

  @Override
  public Value activation(IActivation activation, Value input) {
    return input.in(Activations.function(activation).apply(ActivationSteps.ofLayer(this), input));
  }

  @Override
  public Tensor activation(String name, IActivation activation, Value input) {
    return Activations.function(activation).apply(ActivationSteps.inside(this, name), input);
  }

  @Override
  public LayerScope part(String name, String keyPrefix) {
    return new GraphScope(this, name, new PrefixedParameters(parameters, keyPrefix));
  }

  @Override
  public Value wrapped(Object conf, List<Value> inputs) {
    Translation translation =
        translators
            .find(conf)
            .orElseThrow(() -> new UntranslatableException(Translators.unknown(conf)));
    translation.problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw new UntranslatableException(problem);
            });
    return translation.translate(this, inputs);
  }

  private Tensor annotated(Tensor tensor, Role role) {
    if (part) {
      return tensor;
    }
    return tensor
        .withOrigin(new Origin(layer, role))
        .withTrained(Optional.ofNullable(trained.get(role)));
  }
}
