package org.dl4jmot.core.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.NetworkSamples;
import org.dl4jmot.core.data.RawInput;
import org.dl4jmot.core.verify.ReferenceRuntime;
import org.dl4jmot.core.verify.ReferenceRuntimes;
import org.dl4jmot.core.verify.Requirement;
import org.dl4jmot.runtime.tflite.PortCard;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * Exports a trained network as a {@code .tflite} file and proves that the file behaves like the
 * network:
 *
 * <pre>{@code
 * ExportReport report =
 *     EdgeExporter.of(network).quantize(FullInteger.calibratedBy(trainingData)).write(Path.of("model.tflite"));
 * }</pre>
 *
 * <p>Every export is read back, run in the pure-Java interpreter and, where {@code dl4j-mot-litert}
 * is on the classpath, in LiteRT; a file that fails is not written. The network is not changed.
 * Immutable: each method gives a new exporter.
 */
public final class EdgeExporter {
  private static final int DEFAULT_SAMPLES = 32;
  private final Model network;
  private final ExportSettings settings;

  private EdgeExporter(Model network, ExportSettings settings) {
    this.network = Objects.requireNonNull(network, "network");
    this.settings = settings;
  }

  /**
   * An exporter of a trained network, quantization-aware, pruned or plain.
   *
   * @param inputTypes what the network is fed; none where its configuration tells
   */
  public static EdgeExporter of(MultiLayerNetwork network, InputType... inputTypes) {
    return new EdgeExporter(network, defaults(inputTypes));
  }

  /**
   * An exporter of a trained network, quantization-aware, pruned or plain.
   *
   * @param inputTypes what the network is fed, one per input; none where its configuration tells
   *     (that of a network imported from Keras may not)
   */
  public static EdgeExporter of(ComputationGraph network, InputType... inputTypes) {
    return new EdgeExporter(network, defaults(inputTypes));
  }

  private static ExportSettings defaults(InputType... inputTypes) {
    return new ExportSettings(
        List.of(inputTypes),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_SAMPLES,
        ReferenceRuntimes.find(),
        List.of(),
        List.of(),
        CardSettings.nothing(),
        Batching.FIXED);
  }

  /** Quantizes; without this call the file holds float32 weights. */
  public EdgeExporter quantize(ExportStage stage) {
    return new EdgeExporter(network, settings.withStage(stage));
  }

  /**
   * Lets the file take raw values, such as the pixels of an image, in place of what a normalization
   * made of them for training; for networks with one input. See {@link #normalizedBy(String,
   * DataNormalization)}.
   */
  public EdgeExporter normalizedBy(DataNormalization normalization) {
    return with(new Normalization(Optional.empty(), normalization, Optional.empty()));
  }

  /**
   * As {@link #normalizedBy(DataNormalization)}, for raw values of a known range. It becomes the
   * range of an integer file's input: with 0 and 255, bytes fed to it as UINT8 are the raw values.
   *
   * @param min least raw value
   * @param max greatest raw value
   * @throws IllegalArgumentException unless both are finite and min is below max
   */
  public EdgeExporter normalizedBy(DataNormalization normalization, float min, float max) {
    return with(
        new Normalization(
            Optional.empty(), normalization, Optional.of(new RawInput.Range(min, max))));
  }

  /**
   * Lets an input of the file take raw values in place of what a normalization made of them for
   * training: it becomes part of the graph, folded into the first layer where that is exact.
   *
   * <p>Whatever is given to an export stays as the network is trained on, normalized: calibration
   * data and verification arrays are turned back into raw values. Where the range of those is known
   * (0 to the largest pixel for an {@code ImagePreProcessingScaler}, 0 to 255 for a {@code
   * VGG16ImagePreProcessor}), an array outside of it fails the export, for it was not normalized.
   *
   * @param input name of the input
   * @param normalization of any class, if it is an affine map of each element, and fitted
   */
  public EdgeExporter normalizedBy(String input, DataNormalization normalization) {
    return with(new Normalization(Optional.of(input), normalization, Optional.empty()));
  }

  /**
   * As {@link #normalizedBy(String, DataNormalization)}, for raw values of a known range.
   *
   * @param min least raw value
   * @param max greatest raw value
   */
  public EdgeExporter normalizedBy(
      String input, DataNormalization normalization, float min, float max) {
    return with(
        new Normalization(
            Optional.of(input), normalization, Optional.of(new RawInput.Range(min, max))));
  }

  /**
   * Stores the names of the classes as TFLite metadata: {@code labels.txt} in the archive behind
   * the flatbuffer, where TensorFlow Lite Support and the Task Library look for it; for networks
   * with one output.
   *
   * @param labels one per value of the output, in their order
   */
  public EdgeExporter labels(List<String> labels) {
    return with(settings.card().withLabels(labels));
  }

  /** Stores a description of the network as TFLite metadata. */
  public EdgeExporter description(String description) {
    return with(
        settings.card().withDescription(Objects.requireNonNull(description, "description")));
  }

  /** Stores the network's author as TFLite metadata. */
  public EdgeExporter author(String author) {
    return with(settings.card().withAuthor(Objects.requireNonNull(author, "author")));
  }

  /** Says in TFLite metadata what the inputs are, such as {@code RGB_IMAGE}. */
  public EdgeExporter inputContent(PortCard.Content content) {
    return with(settings.card().withContent(Objects.requireNonNull(content, "content")));
  }

  /**
   * Leaves a normalization to the application and says in TFLite metadata what it is, as mean and
   * standard deviation. {@link #normalizedBy(DataNormalization)} puts it into the file instead.
   */
  public EdgeExporter normalizedByApplication(DataNormalization normalization) {
    return with(
        settings.card().withOutside(Objects.requireNonNull(normalization, "normalization")));
  }

  private EdgeExporter with(CardSettings card) {
    return new EdgeExporter(network, settings.withCard(card));
  }

  private EdgeExporter with(Normalization normalization) {
    return new EdgeExporter(network, settings.withNormalization(normalization));
  }

  /**
   * Verifies on these arrays instead of calibration or random inputs.
   *
   * @param inputs one array per input of the network, as the network takes them, samples first
   */
  public EdgeExporter verifyOn(INDArray... inputs) {
    INDArray[] copy = inputs.clone();
    return new EdgeExporter(network, settings.withSamples(ports -> NetworkSamples.of(ports, copy)));
  }

  /**
   * Verifies on the first samples of a data set instead of calibration or random inputs; for
   * networks with one input.
   */
  public EdgeExporter verifyOn(DataSetIterator data) {
    Objects.requireNonNull(data, "data");
    int limit = settings.sampleLimit();
    return new EdgeExporter(
        network, settings.withSamples(ports -> NetworkSamples.of(ports, data, limit)));
  }

  /**
   * Verifies on at most so many samples (default 32); call it before {@link
   * #verifyOn(DataSetIterator)}.
   *
   * @throws IllegalArgumentException for fewer than one
   */
  public EdgeExporter verifySamples(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("verification needs at least 1 sample: " + limit);
    }
    return new EdgeExporter(network, settings.withSampleLimit(limit));
  }

  /**
   * Leaves the batch size open: the file takes one sample a run, unless the application resizes its
   * inputs ({@code ResizeInputTensor}; their shape signature has -1 in dimension 0). Such a file is
   * verified with one sample a run and with batches of five. A network that works across the
   * samples of a batch, has recurrent operations (whose state is of one size in a file) or
   * transposed convolutions (whose result's shape is) cannot have an open batch size; it is refused
   * with a list of the layers.
   */
  public EdgeExporter dynamicBatch() {
    return new EdgeExporter(network, settings.withBatching(Batching.DYNAMIC));
  }

  /** Fails the export where the file breaks a bound. */
  public EdgeExporter require(Requirement requirement) {
    return new EdgeExporter(
        network, settings.withRequirement(Objects.requireNonNull(requirement, "requirement")));
  }

  /**
   * Lets another runtime judge the file; empty for none, which leaves the pure-Java interpreter
   * alone.
   */
  public EdgeExporter reference(Optional<ReferenceRuntime> reference) {
    return new EdgeExporter(network, settings.withReference(reference));
  }

  /**
   * Says what an export would do, before any work: the network is read and rewritten in memory, but
   * nothing is calibrated, run, verified or written. Layers without a form in a file are listed in
   * the plan, all at once, instead of failing.
   *
   * @throws org.dl4jmot.core.freeze.NonFiniteParametersException listing every parameter with NaN
   *     or infinite values
   * @throws IllegalArgumentException if a setting does not suit the network
   */
  public ExportPlan plan() {
    return new Export(network, settings).plan();
  }

  /**
   * Exports in memory.
   *
   * @throws org.dl4jmot.core.freeze.UnsupportedNetworkException listing every layer that cannot be
   *     exported, before any work
   * @throws VerificationFailedException if the file does not behave like the network
   */
  public EdgeFile export() {
    return new Export(network, settings).run();
  }

  /**
   * Exports into a file, which is replaced in one step after verification and left as it was if
   * anything fails.
   *
   * @param target the file to write, in an existing directory
   * @throws IllegalArgumentException if the target cannot be written, before any work
   * @throws org.dl4jmot.core.freeze.UnsupportedNetworkException listing every layer that cannot be
   *     exported, before any work
   * @throws VerificationFailedException if the file does not behave like the network
   */
  public ExportReport write(Path target) {
    ExportTarget checked = ExportTarget.of(target);
    EdgeFile file = export();
    checked.write(file.bytes());
    return file.report();
  }
}
