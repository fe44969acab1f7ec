package org.dl4jmot.keras;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Loads networks that Keras saved as {@code .h5}:
 *
 * <pre>{@code
 * KerasNetworks.load(Path.of("model.h5")).exporter().write(Path.of("model.tflite"));
 * }</pre>
 *
 * <p>Deeplearning4j's import does the work. Two of its defects in 1.0.0-M2.1 are kept out of its
 * way: a depthwise convolution whose number of input channels it does not find (as first layer, in
 * any Sequential model, behind a vertex) gets it from its weights; initializers, of which the
 * orthogonal one never ends, are replaced, since every weight comes from the file.
 *
 * <p>The training configuration (optimizer, loss) is left out, as with Keras's {@code
 * compile=False}: the network computes what it computed in Keras, and ends in its last layer.
 *
 * <p>The file is read, never written. The native binaries of HDF5 must be on the classpath: {@code
 * org.bytedeco:hdf5} with the platform's classifier.
 */
public final class KerasNetworks {
  private KerasNetworks() {}

  /**
   * Loads a network with its weights.
   *
   * @param file a whole model, Sequential or functional, saved by Keras 1 or 2 (also the {@code
   *     tf_keras} package) as {@code .h5}
   * @throws KerasImportException if there is no such file, it is none that Keras saved, or it has
   *     layers that Deeplearning4j cannot import; all of them are listed
   */
  public static KerasNetwork load(Path file) {
    Objects.requireNonNull(file, "file");
    ModelConfig config = new KerasFile(file).config();
    return new KerasImport(file, config).network();
  }
}
