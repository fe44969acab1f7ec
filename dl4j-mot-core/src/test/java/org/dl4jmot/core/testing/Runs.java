package org.dl4jmot.core.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteWriter;

/** Runs float graphs. */
public final class Runs {
  private Runs() {}

  /** All float tensors' values after a run, by name, for inputs in the order of the graph's. */
  public static Map<String, float[]> run(Graph graph, float[]... inputs) {
    Interpreter interpreter = new Interpreter(graph);
    for (int i = 0; i < inputs.length; i++) {
      interpreter.input(i).set(inputs[i]);
    }
    interpreter.run();
    Map<String, float[]> values = new HashMap<>();
    for (Tensor tensor : graph.tensors()) {
      if (tensor.type() == DataType.FLOAT32) {
        values.put(tensor.name(), interpreter.tensor(tensor.name()).toFloats());
      }
    }
    return values;
  }

  /**
   * What LiteRT's built-in kernels make of a graph's file, by output port; empty where there is no
   * LiteRT.
   */
  public static Map<String, float[]> runInLiteRt(Graph graph, float[]... inputs) {
    if (!LiteRt.isAvailable()) {
      return Map.of();
    }
    Map<String, float[]> values = new HashMap<>();
    try (LiteRtModel model =
        LiteRtModel.open(
            TfliteWriter.toBytes(graph, FileMetadata.none()), LiteRtOptions.builtIn())) {
      for (int i = 0; i < inputs.length; i++) {
        model.setInput(model.input(graph.inputs().get(i).name()), inputs[i]);
      }
      model.invoke();
      for (Port port : graph.outputs()) {
        values.put(port.name(), model.readFloats(model.output(port.name())));
      }
    }
    return values;
  }

  /** Random inputs for a graph, standard normal. */
  public static float[][] randomInputs(Graph graph, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[graph.inputs().size()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new float[graph.inputTensors().get(i).shape().elements()];
      for (int j = 0; j < inputs[i].length; j++) {
        inputs[i][j] = (float) random.nextGaussian();
      }
    }
    return inputs;
  }
}
