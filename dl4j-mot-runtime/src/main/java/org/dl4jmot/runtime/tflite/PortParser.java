package org.dl4jmot.runtime.tflite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.dl4jmot.runtime.graph.Port;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorMap;

/**
 * Inputs and outputs of the network: their order is the subgraph's, their names are the
 * signature's, or the tensors' where there is none.
 */
final class PortParser {
  private final Model model;
  private final SubGraph subgraph;
  private final TensorParser tensors;

  PortParser(Model model, SubGraph subgraph, TensorParser tensors) {
    this.model = model;
    this.subgraph = subgraph;
    this.tensors = tensors;
  }

  List<Port> inputs() {
    SignatureDef signature = signature();
    return signature == null
        ? ports(subgraph.inputsLength(), subgraph::inputs, 0, i -> null)
        : ports(
            subgraph.inputsLength(), subgraph::inputs, signature.inputsLength(), signature::inputs);
  }

  List<Port> outputs() {
    SignatureDef signature = signature();
    return signature == null
        ? ports(subgraph.outputsLength(), subgraph::outputs, 0, i -> null)
        : ports(
            subgraph.outputsLength(),
            subgraph::outputs,
            signature.outputsLength(),
            signature::outputs);
  }

  private SignatureDef signature() {
    for (int i = 0; i < model.signatureDefsLength(); i++) {
      if (ModelAssembly.SIGNATURE.equals(model.signatureDefs(i).signatureKey())) {
        return model.signatureDefs(i);
      }
    }
    return model.signatureDefsLength() > 0 ? model.signatureDefs(0) : null;
  }

  private List<Port> ports(
      int count, IntFunction<Integer> index, int named, IntFunction<TensorMap> names) {
    Map<Integer, Deque<String>> portNames = new HashMap<>();
    for (int i = 0; i < named; i++) {
      TensorMap map = names.apply(i);
      if (map.name() != null) {
        portNames
            .computeIfAbsent(Math.toIntExact(map.tensorIndex()), key -> new ArrayDeque<>())
            .add(map.name());
      }
    }
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String tensor = tensors.at(index.apply(i)).name();
      Deque<String> waiting = portNames.getOrDefault(index.apply(i), new ArrayDeque<>());
      ports.add(new Port(waiting.isEmpty() ? tensor : waiting.remove(), tensor));
    }
    return ports;
  }
}
