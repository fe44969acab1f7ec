package org.dl4jmot.cli.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dl4jmot.runtime.EdgeModel;
import org.dl4jmot.runtime.RunListener;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Tensor;

/** A file in the pure-Java interpreter. */
public final class JavaEngine implements Engine {
  private final EdgeModel model;

  /**
   * Loads a file.
   *
   * @throws IOException if it cannot be read
   */
  public JavaEngine(Path file) throws IOException {
    model = EdgeModel.load(file);
  }

  @Override
  public String description() {
    return "pure Java";
  }

  @Override
  public List<Tensor> inputs() {
    Graph graph = model.graph();
    return graph.inputs().stream()
        .map(port -> graph.tensor(port.tensor()).named(port.name()))
        .toList();
  }

  @Override
  public List<Tensor> outputs() {
    Graph graph = model.graph();
    return graph.outputs().stream()
        .map(port -> graph.tensor(port.tensor()).named(port.name()))
        .toList();
  }

  @Override
  public void feed(int input, float[] reals) {
    model.input(input).setReal(reals);
  }

  @Override
  public void feed(int input, byte[] elements) {
    model.input(input).set(elements);
  }

  @Override
  public void run() {
    model.run();
  }

  /** Runs, and tells how long each node took. */
  public void run(RunListener listener) {
    model.run(listener);
  }

  @Override
  public float[] reals(int output) {
    return model.output(output).toReal();
  }

  @Override
  public byte[] elements(int output) {
    return model.output(output).toBytes();
  }

  @Override
  public void close() {
    // Nothing native.
  }
}
