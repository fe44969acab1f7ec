package org.dl4jmot.quantization.testing;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.testkit.GoldenFiles;
import org.dl4jmot.testkit.NpyFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of the golden files: trained and converted by Google's tools. */
public record GoldenNetwork(String name) {
  private static final int PIXELS = 28 * 28;

  /** The float graph, as Google's converter lowered it. */
  public StageInput floatInput() {
    Graph graph = graph("float");
    Port port = graph.inputs().get(0);
    NetworkInput input =
        new NetworkInput(port.name(), Layout.AS_GRAPH, graph.tensor(port.tensor()).shape());
    return new StageInput(graph, List.of(input));
  }

  /** The graph of another form, such as {@code int8}. */
  public Graph graph(String form) {
    try {
      return TfliteReader.read(file(form)).graph();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The file of a form. */
  public Path file(String form) {
    return GoldenFiles.path(name + "-" + form + ".tflite");
  }

  /** The trained network, as Deeplearning4j imports it from Keras. */
  public ComputationGraph trained() {
    try {
      return KerasModelImport.importKerasModelAndWeights(GoldenFiles.path(name + ".h5").toString());
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException e) {
      throw new IllegalStateException("cannot import " + name, e);
    }
  }

  /** The 200 images, as Deeplearning4j takes them. */
  public static List<INDArray> batches() {
    return images().stream()
        .map(image -> Nd4j.createFromArray(image).reshape(1, 28, 28, 1))
        .toList();
  }

  /** The 200 images, a float array each. */
  public static List<float[]> images() {
    try {
      FloatBuffer pixels = FloatBuffer.wrap(NpyFile.floats(GoldenFiles.path("images.npy")));
      return Stream.generate(() -> image(pixels)).limit(pixels.remaining() / PIXELS).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static float[] image(FloatBuffer pixels) {
    float[] image = new float[PIXELS];
    pixels.get(image);
    return image;
  }

  @Override
  public String toString() {
    return name;
  }
}
