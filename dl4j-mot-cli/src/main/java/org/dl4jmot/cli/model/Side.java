package org.dl4jmot.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.cli.engine.Engine;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.verify.ComparedModel;
import org.dl4jmot.core.verify.GraphModel;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.TfliteReader;

/**
 * One side of a comparison: any model file.
 *
 * @param file where it was read
 * @param runs what computes its answers, for the report
 * @param inputs what it is fed
 * @param model ready to run
 */
public record Side(Path file, String runs, List<NetworkInput> inputs, ComparedModel model) {
  /** Copies the list. */
  public Side {
    inputs = List.copyOf(inputs);
  }

  /**
   * Reads a model.
   *
   * @param sizes of the inputs of a trained network; empty where its configuration tells
   * @param engine what runs a {@code .tflite} file
   * @throws IOException if the file cannot be read
   * @throws org.dl4jmot.cli.fault.BadInputException if it holds no model
   */
  public static Side read(Path file, List<String> sizes, EngineKind engine) throws IOException {
    if (ModelKind.of(file) != ModelKind.TFLITE) {
      TrainedModel trained = TrainedModel.read(file, sizes);
      FrozenNetwork frozen = trained.freeze();
      return new Side(file, "Deeplearning4j", frozen.inputs(), new NetworkModel(trained, frozen));
    }
    return engine == EngineKind.JAVA ? inJava(file) : inLiteRt(file, engine.load(file));
  }

  private static Side inJava(Path file) throws IOException {
    Graph graph = TfliteReader.read(file).graph();
    List<NetworkInput> inputs = new ArrayList<>();
    for (Port port : graph.inputs()) {
      inputs.add(input(graph.tensor(port.tensor()).named(port.name())));
    }
    return new Side(file, "pure Java", inputs, new GraphModel(graph));
  }

  private static Side inLiteRt(Path file, Engine engine) {
    List<NetworkInput> inputs = engine.inputs().stream().map(Side::input).toList();
    return new Side(file, engine.description(), inputs, new EngineModel(engine));
  }

  private static NetworkInput input(Tensor tensor) {
    return new NetworkInput(tensor.name(), Layout.AS_GRAPH, tensor.shape());
  }

  /** Whether it is a trained network, not a file of one. */
  public boolean isTrained() {
    return model instanceof NetworkModel;
  }
}
