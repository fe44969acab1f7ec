package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The three runs of each sample, and what was found so far. Both graphs run side by side, a node at
 * a time, and each tensor is compared as soon as both have it: their memory is that of the tensors
 * that are needed at once, not of all.
 */
final class FileComparison {
  private final Graph floatGraph;
  private final Graph device;
  private final FloatSteps floats;
  private final Interpreter interpreter;
  private final Map<String, TensorTally> tensors = new LinkedHashMap<>();
  private final Map<String, OutputTally> outputs = new LinkedHashMap<>();
  private final Map<String, Double> inputMagnitudes = new HashMap<>();
  private final RecurrentDifferences recurrent;

  FileComparison(Graph floatGraph, Graph device) {
    this.floatGraph = floatGraph;
    this.device = device;
    interpreter = Interpreter.streaming(device);
    recurrent = new RecurrentDifferences(device, name -> interpreter.tensor(name).toReal());
    for (Node node : device.nodes()) {
      Tensor output = device.tensor(node.output());
      // What a comparison gives is seen by what is chosen for it.
      if (output.type() != DataType.BOOL) {
        tensors.put(output.name(), new TensorTally(output, node.op().type()));
      }
    }
    device.outputs().forEach(port -> outputs.put(port.name(), new OutputTally(port.name())));
    Set<String> compared = new LinkedHashSet<>(tensors.keySet());
    compared.removeIf(name -> !isComparable(name));
    floats = new FloatSteps(floatGraph, compared);
  }

  /** Whether the float graph computes a tensor of this name and size. */
  private boolean isComparable(String name) {
    return floatGraph.hasTensor(name)
        && !floatGraph.tensor(name).isConstant()
        && floatGraph.tensor(name).shape().elements() == device.tensor(name).shape().elements();
  }

  void run(float[][] sample, Optional<ReferenceModel> model) {
    List<Port> ports = device.inputs();
    for (int i = 0; i < ports.size(); i++) {
      interpreter.tensor(ports.get(i).tensor()).setReal(sample[i]);
    }
    ports.forEach(port -> noteMagnitude(port.tensor()));
    floats.start(sample);
    model.ifPresent(
        loaded -> loaded.run(ports.stream().map(port -> bytes(port.tensor())).toList()));
    // What constants alone decide is computed already, and stays.
    Set<String> missing = new LinkedHashSet<>(tensors.keySet());
    for (Iterator<Node> steps = interpreter.steps(); steps.hasNext(); ) {
      Node node = steps.next();
      if (missing.remove(node.output())) {
        compare(node.output(), model);
      }
      model.ifPresent(loaded -> recurrent.note(node, loaded));
    }
    missing.forEach(name -> compare(name, model));
    device.outputs().forEach(this::compareOutput);
  }

  private void noteMagnitude(String input) {
    for (float value : interpreter.tensor(input).toReal()) {
      inputMagnitudes.merge(input, (double) Math.abs(value), Math::max);
    }
  }

  private void compare(String name, Optional<ReferenceModel> model) {
    TensorTally tally = tensors.get(name);
    float[] actual = interpreter.tensor(name).toReal();
    tally.measure(actual);
    if (isComparable(name)) {
      tally.compareWithFloat(floats.reals(name), actual);
    }
    model.ifPresent(loaded -> tally.compareWithReference(bytes(name), loaded.tensor(name)));
  }

  private ByteBuffer bytes(String tensor) {
    return ByteBuffer.wrap(interpreter.tensor(tensor).toBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void compareOutput(Port port) {
    floatGraph.outputs().stream()
        .filter(candidate -> candidate.name().equals(port.name()))
        .findFirst()
        .ifPresent(
            expected ->
                outputs
                    .get(port.name())
                    .compare(
                        floats.output(expected.tensor()),
                        interpreter.tensor(port.tensor()).toReal()));
  }

  /** Every computed tensor, in running order. */
  List<TensorComparison> tensors() {
    Map<String, Double> magnitudes = new HashMap<>(inputMagnitudes);
    tensors.forEach((name, tally) -> magnitudes.put(name, tally.magnitude()));
    Map<String, Double> tolerances = RuntimeTolerance.of(device, magnitudes, recurrent.explained());
    return tensors.entrySet().stream()
        .map(entry -> entry.getValue().result(tolerances.get(entry.getKey())))
        .toList();
  }

  List<OutputComparison> outputs() {
    return outputs.values().stream().map(OutputTally::result).toList();
  }
}
