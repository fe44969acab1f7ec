package org.dl4jmot.quantization.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.junit.jupiter.api.Assumptions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of the golden files: trained and converted by Google's tools. The files lie beside the
 * repository in {@code shared/golden}, or where the system property {@code dl4jmot.golden} or the
 * environment variable {@code DL4JMOT_GOLDEN} says; some also among the runtime module's test
 * resources. Tests are skipped, with a printed reason, where one is absent.
 */
public record GoldenNetwork(String name) {

  /** The float graph, as Google's converter lowered it. */
  public StageInput floatInput() {
    Graph graph = graph("float");
    Port port = graph.inputs().get(0);
    NetworkInput input =
        new NetworkInput(
            port.name(), NetworkInput.Layout.AS_GRAPH, graph.tensor(port.tensor()).shape());
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
    return require(name + "-" + form + ".tflite");
  }

  /** The trained network, as Deeplearning4j imports it from Keras. */
  public ComputationGraph trained() {
    try {
      return KerasModelImport.importKerasModelAndWeights(require(name + ".h5").toString());
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
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(require("images.npy"))).order(ByteOrder.LITTLE_ENDIAN);
      int header = bytes.getShort(8);
      String description = new String(bytes.array(), 10, header, StandardCharsets.US_ASCII);
      Assumptions.assumeTrue(description.contains("<f4"), description);
      bytes.position(10 + header);
      return Stream.generate(() -> image(bytes)).limit(bytes.remaining() / (28 * 28 * 4)).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static float[] image(ByteBuffer bytes) {
    float[] image = new float[28 * 28];
    for (int i = 0; i < image.length; i++) {
      image[i] = bytes.getFloat();
    }
    return image;
  }

  private static Path require(String file) {
    Optional<Path> found =
        directories().map(dir -> dir.resolve(file)).filter(Files::exists).findFirst();
    if (found.isEmpty()) {
      System.out.println(
          "skipped: no golden file "
              + file
              + " (set -Ddl4jmot.golden=DIRECTORY or DL4JMOT_GOLDEN)");
    }
    Assumptions.assumeTrue(found.isPresent(), "no golden file " + file);
    return found.orElseThrow();
  }

  private static Stream<Path> directories() {
    String configured =
        System.getProperty("dl4jmot.golden", System.getenv().getOrDefault("DL4JMOT_GOLDEN", ""));
    Stream<Path> given = configured.isEmpty() ? Stream.of() : Stream.of(Path.of(configured));
    Stream<Path> near =
        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .flatMap(
                at ->
                    Stream.of(
                        at.resolve("shared/golden"),
                        at.resolve("dl4j-mot-runtime/src/test/resources/golden"),
                        at.resolve("dl4j-mot-core/src/test/resources/golden")));
    return Stream.concat(given, near);
  }

  @Override
  public String toString() {
    return name;
  }
}
