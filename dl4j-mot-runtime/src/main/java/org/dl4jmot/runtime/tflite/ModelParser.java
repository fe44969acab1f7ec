package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;

/** Builds the graph of a verified file. */
final class ModelParser {
  private final Model model;
  private final SubGraph subgraph;
  private final TensorParser tensors;
  private final List<Node> nodes = new ArrayList<>();

  /** The tensors that nodes and ports name, in order of their first use. */
  private final Map<String, Tensor> used = new LinkedHashMap<>();

  ModelParser(ByteBuffer verified) {
    model = Model.getRootAsModel(verified);
    subgraph = model.subgraphs(0);
    tensors = new TensorParser(model, subgraph);
  }

  TfliteModel parse() {
    requireSupportedOperators();
    for (int i = 0; i < subgraph.operatorsLength(); i++) {
      nodes.add(node(i));
    }
    PortParser ports = new PortParser(model, subgraph, tensors);
    MetadataParser description = new MetadataParser(model);
    return new TfliteModel(
        graph(ports.inputs(), ports.outputs()),
        description.metadata(),
        Math.toIntExact(model.version()),
        description.minRuntimeVersion());
  }

  private Graph graph(List<Port> inputs, List<Port> outputs) {
    GraphBuilder builder = Graph.builder();
    inputs.forEach(port -> builder.input(port.name(), tensors.named(port.tensor())));
    outputs.forEach(port -> use(tensors.named(port.tensor())));
    inputs.forEach(port -> used.remove(port.tensor()));
    used.values().forEach(builder::add);
    nodes.forEach(builder::node);
    outputs.forEach(port -> builder.output(port.name(), tensors.named(port.tensor())));
    return builder.build();
  }

  private void requireSupportedOperators() {
    Map<Long, Integer> uses = new TreeMap<>();
    for (int i = 0; i < subgraph.operatorsLength(); i++) {
      uses.merge(codeIndex(subgraph.operators(i), i), 1, Integer::sum);
    }
    List<String> unsupported = new ArrayList<>();
    uses.forEach(
        (index, count) -> {
          OperatorCode code = model.operatorCodes(Math.toIntExact(index));
          if (!isSupported(code)) {
            unsupported.add(describe(code) + " (" + count + " times)");
          }
        });
    if (!unsupported.isEmpty()) {
      throw new TfliteFormatException(
          "unsupported operators: "
              + String.join(", ", unsupported)
              + "; supported are "
              + OpSerializers.names());
    }
  }

  private static boolean isSupported(OperatorCode code) {
    return OpSerializers.ofCode(builtinCode(code)).isPresent()
        && RuntimeVersions.isKnown(builtinCode(code), code.version());
  }

  private static String describe(OperatorCode code) {
    int builtin = builtinCode(code);
    if (builtin == BuiltinOperator.CUSTOM) {
      return "custom operator " + code.customCode();
    }
    boolean named = builtin >= 0 && builtin < BuiltinOperator.names.length;
    String name = named ? BuiltinOperator.name(builtin) : "operator code " + builtin;
    return name + " version " + code.version();
  }

  private long codeIndex(Operator operator, int index) {
    long code = operator.opcodeIndex();
    if (code >= model.operatorCodesLength()) {
      throw new TfliteFormatException("operator " + index + " has no operator code " + code);
    }
    return code;
  }

  /** Files before 2020 fill the 8-bit field alone, later ones both. */
  private static int builtinCode(OperatorCode code) {
    return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
  }

  private Node node(int index) {
    Operator operator = subgraph.operators(index);
    int code = builtinCode(model.operatorCodes((int) codeIndex(operator, index)));
    OpSerializer<?> serializer = OpSerializers.ofCode(code).orElseThrow();
    try {
      return node(operator, serializer);
    } catch (RuntimeException e) {
      throw new TfliteFormatException(
          "operator " + index + " (" + BuiltinOperator.name(code) + "): " + e.getMessage(), e);
    }
  }

  private Node node(Operator operator, OpSerializer<?> serializer) {
    StoredOperator stored = new StoredOperator(operator, inputs(operator));
    var op = serializer.read(stored);
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < operator.outputsLength(); i++) {
      outputs.add(use(tensors.at(operator.outputs(i))));
    }
    if (outputs.isEmpty()) {
      throw new TfliteFormatException("it has no output");
    }
    List<String> operands = serializer.exchanged(stored.operands());
    operands.forEach(name -> use(tensors.named(name)));
    return new Node(outputs.get(0), op, operands, outputs, List.of());
  }

  private String use(Tensor tensor) {
    used.putIfAbsent(tensor.name(), tensor);
    return tensor.name();
  }

  /** The inputs without the optional ones at the end that are left out. */
  private List<InputSlot> inputs(Operator operator) {
    int count = operator.inputsLength();
    while (count > 0 && operator.inputs(count - 1) == GraphLayout.NO_TENSOR) {
      count--;
    }
    List<InputSlot> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(slot(operator.inputs(i)));
    }
    return inputs;
  }

  private InputSlot slot(int index) {
    if (index == GraphLayout.NO_TENSOR) {
      return new InputSlot.Absent();
    }
    return tensors.isVariable(index)
        ? new InputSlot.State(tensors.takeState(index))
        : new InputSlot.Operand(tensors.at(index));
  }
}
