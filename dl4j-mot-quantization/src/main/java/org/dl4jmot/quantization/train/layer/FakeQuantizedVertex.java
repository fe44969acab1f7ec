package org.dl4jmot.quantization.train.layer;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.freeze.QuantizationAwareVertexConf;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A vertex without parameters (sum, concatenation) that fake-quantizes its result. */
public final class FakeQuantizedVertex extends GraphVertex implements QuantizationAwareVertexConf {
  private static final long serialVersionUID = 1;

  @JsonProperty("vertex")
  private final GraphVertex vertex;

  @JsonProperty("quantization")
  private LayerQuantization quantization;

  /**
   * Wraps a vertex.
   *
   * @param vertex the float vertex
   * @param quantization what to fake-quantize
   */
  @JsonCreator
  public FakeQuantizedVertex(
      @JsonProperty("vertex") GraphVertex vertex,
      @JsonProperty("quantization") LayerQuantization quantization) {
    this.vertex = vertex;
    this.quantization = quantization;
  }

  private static final Set<ElementWiseVertex.Op> PAIR_BY_PAIR =
      Set.of(ElementWiseVertex.Op.Add, ElementWiseVertex.Op.Product);

  /**
   * The tensors of a vertex whose range its quantization-aware form can learn.
   *
   * @param networkInputs how many inputs of the network it reads; it can learn the range of one
   */
  public static Set<Role> learnable(GraphVertex vertex, int networkInputs) {
    Set<Role> roles = EnumSet.of(Role.OUTPUT);
    if (vertex instanceof ElementWiseVertex combination
        && PAIR_BY_PAIR.contains(combination.getOp())) {
      roles.add(Role.INTERMEDIATE);
    }
    if (networkInputs == 1) {
      roles.add(Role.INPUT);
    }
    return roles;
  }

  @Override
  public GraphVertex floatVertex() {
    return vertex;
  }

  /** What the vertex fake-quantizes. */
  public LayerQuantization quantization() {
    return quantization;
  }

  /** Replaces what the vertex fake-quantizes; the roles must stay, as they size its parameter. */
  public void replaceQuantization(LayerQuantization newQuantization) {
    quantization = newQuantization;
  }

  @Override
  public FakeQuantizedVertex clone() {
    return new FakeQuantizedVertex(copyOf(vertex), quantization);
  }

  /** A copy of a vertex, with what Deeplearning4j's own clone leaves out. */
  private static GraphVertex copyOf(GraphVertex vertex) {
    GraphVertex copy = vertex.clone();
    if (vertex instanceof MergeVertex from && copy instanceof MergeVertex to) {
      // MergeVertex.clone of 1.0.0-M2.1 forgets both
      to.setMergeAxis(from.getMergeAxis());
      to.setModified(from.isModified());
    }
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FakeQuantizedVertex that
        && vertex.equals(that.vertex)
        && quantization.equals(that.quantization);
  }

  @Override
  public int hashCode() {
    return Objects.hash(vertex, quantization);
  }

  @Override
  public long numParams(boolean backprop) {
    return quantization.stateSize();
  }

  @Override
  public int minVertexInputs() {
    return vertex.minVertexInputs();
  }

  @Override
  public int maxVertexInputs() {
    return vertex.maxVertexInputs();
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int idx,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    if (initializeParams) {
      paramsView.assign(0);
    }
    return new LiveVertex(
        vertex.instantiate(graph, name, idx, null, initializeParams, networkDatatype),
        this,
        networkInput(graph.getConfiguration(), name),
        paramsView);
  }

  /** Place of the first network input among what a vertex reads; -1 if there is none. */
  private static int networkInput(ComputationGraphConfiguration configuration, String name) {
    List<String> inputs = configuration.getVertexInputs().get(name);
    return IntStream.range(0, inputs.size())
        .filter(i -> configuration.getNetworkInputs().contains(inputs.get(i)))
        .findFirst()
        .orElse(-1);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    return vertex.getOutputType(layerIndex, vertexInputs);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    return vertex.getMemoryReport(inputTypes);
  }
}
