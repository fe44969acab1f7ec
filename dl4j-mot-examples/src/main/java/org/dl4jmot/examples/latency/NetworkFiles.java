package org.dl4jmot.examples.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.quantization.scheme.FullInteger;

/**
 * The measured networks in a directory: as Deeplearning4j saves them, and exported as float32 and
 * as int8.
 *
 * @param directory where they are
 */
record NetworkFiles(Path directory) {
  static final List<String> NETWORKS = List.of("A", "B");
  static final List<String> FORMS = List.of("float", "int8");
  private static final int PIXELS = ImageSet.SIDE * ImageSet.SIDE;
  private static final int STORED = 32;

  /** Initializes both networks, with seeded weights, and exports them. */
  static NetworkFiles write(Path directory) throws IOException {
    Files.createDirectories(directory);
    NetworkFiles files = new NetworkFiles(directory);
    files.storeImages();
    files.export("A", Architectures.lenetBn(1));
    files.export("B", Architectures.depthwiseSeparable(1));
    return files;
  }

  private void export(String name, MultiLayerConfiguration configuration) throws IOException {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.save(trained(name).toFile(), false);
    ImageSet images = FashionMnist.subset().train().first(100);
    EdgeExporter exporter = EdgeExporter.of(network, Architectures.inputType());
    exporter.write(path(name, "float"));
    exporter
        .quantize(FullInteger.calibratedBy(List.of(images.all(ImageLayout.NCHW).getFeatures())))
        .write(path(name, "int8"));
  }

  Path trained(String network) {
    return directory.resolve(network + ".zip");
  }

  Path path(String network, String form) {
    return directory.resolve(network + "-" + form + ".tflite");
  }

  byte[] tflite(String network, String form) {
    try {
      return Files.readAllBytes(path(network, form));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pixels of one of the stored test images, in [0, 1]. */
  float[] image(int index) {
    return Arrays.copyOfRange(images(index + 1), index * PIXELS, (index + 1) * PIXELS);
  }

  /** Pixels of the first test images, one behind the other. */
  float[] images(int count) {
    try {
      float[] pixels = new float[count * PIXELS];
      ByteBuffer.wrap(Files.readAllBytes(imagesFile())).asFloatBuffer().get(pixels);
      return pixels;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path imagesFile() {
    return directory.resolve("images");
  }

  /** In a file of their own: reading the data set would count as start-up. */
  private void storeImages() throws IOException {
    ImageSet test = FashionMnist.subset().test();
    ByteBuffer bytes = ByteBuffer.allocate(STORED * PIXELS * Float.BYTES);
    for (int i = 0; i < STORED; i++) {
      for (float pixel : test.image(i)) {
        bytes.putFloat(pixel);
      }
    }
    Files.write(imagesFile(), bytes.array());
  }
}
