package org.dl4jmot.examples.coverage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.examples.coverage.samples.Sample;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.plan.MissingRangesException;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Exports one sample in every form and runs each file in LiteRT. */
final class SampleRun {
  private static final int TRAINING_STEPS = 3;

  private final Sample sample;
  private final InputType[] types;
  private final ComputationGraph network;
  private final FrozenNetwork frozen;
  private final INDArray[] batch;
  private final FullInteger calibrated;

  private SampleRun(Sample sample) {
    this.sample = sample;
    types = sample.types().toArray(InputType[]::new);
    network = sample.network().get();
    frozen = Freezer.freeze(network, types);
    batch =
        frozen.inputs().stream()
            .map(input -> sample.feed().batch(input.batchShape(Sample.BATCH)))
            .toArray(INDArray[]::new);
    CalibrationData data = () -> List.<INDArray[]>of(batch).iterator();
    calibrated = FullInteger.calibratedBy(data);
  }

  /** What became of a sample in each form. */
  static Map<Form, Outcome> of(Sample sample) {
    Map<Form, Outcome> outcomes = new EnumMap<>(Form.class);
    try {
      SampleRun run = new SampleRun(sample);
      for (Form form : Form.values()) {
        outcomes.put(form, outcome(() -> run.measure(form)));
      }
    } catch (RuntimeException e) {
      Arrays.stream(Form.values()).forEach(form -> outcomes.put(form, outcome(e)));
    }
    return outcomes;
  }

  private static Outcome outcome(Supplier<Outcome> measurement) {
    try {
      return measurement.get();
    } catch (RuntimeException e) {
      return outcome(e);
    }
  }

  private static Outcome outcome(RuntimeException e) {
    return e instanceof UnsupportedNetworkException refusal
        ? Outcome.refused(reason(refusal))
        : Outcome.failed(e);
  }

  /** What is said of the layer in question; of the others if it is not to blame. */
  private static String reason(UnsupportedNetworkException refusal) {
    return refusal.items().stream()
        .filter(item -> item.name().startsWith(Sample.SUBJECT))
        .findFirst()
        .map(item -> item.reason() + ". " + item.remedy())
        .orElseGet(
            () ->
                refusal.items().stream()
                    .map(Item::toString)
                    .collect(Collectors.joining(" ", "elsewhere in the sample: ", "")));
  }

  private Outcome measure(Form form) {
    EdgeExporter exporter = EdgeExporter.of(network, types);
    return switch (form) {
      case FLOAT -> inFloat(form, exporter);
      case DYNAMIC_RANGE ->
          inFloat(form, exporter.quantize(DynamicRange.standard().withMinElements(1)));
      case FLOAT16 -> inFloat(form, exporter.quantize(Float16.standard()));
      case INT8 -> inInteger(form, network, exporter.quantize(calibrated));
      case QAT -> trained();
    };
  }

  private Outcome inFloat(Form form, EdgeExporter exporter) {
    checked(form, network, exporter);
    return Outcome.supported();
  }

  private Outcome inInteger(Form form, ComputationGraph expected, EdgeExporter exporter) {
    String floating = FloatOperations.of(checked(form, expected, exporter).graph());
    return floating.isEmpty() ? Outcome.supported() : Outcome.floating(floating);
  }

  private Outcome trained() {
    ComputationGraph aware = QuantizationAware.network(network, types);
    try {
      train(aware);
    } catch (RuntimeException e) {
      return canBeTrained() ? Outcome.failed(e) : Outcome.untrainable(e);
    }
    EdgeExporter exporter = EdgeExporter.of(aware, types);
    try {
      QuantizationAware.align(aware, types);
      return inInteger(Form.QAT, aware, exporter.quantize(FullInteger.fromTrainedRanges()));
    } catch (MissingRangesException e) {
      Outcome outcome = inInteger(Form.QAT, aware, exporter.quantize(calibrated));
      return outcome.status() == Outcome.Status.SUPPORTED
          ? Outcome.calibrated(inside(e.tensors()))
          : outcome;
    }
  }

  /** Names of tensors, without that of the sample's layer and without numbers of steps. */
  private static Set<String> inside(List<String> tensors) {
    return tensors.stream()
        .map(name -> name.replace(Sample.SUBJECT + "/", "").replaceAll("step-?[0-9]+/", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean canBeTrained() {
    try {
      train(network.clone());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void train(ComputationGraph trainee) {
    MultiDataSet data = new MultiDataSet(batch, labels());
    for (int step = 0; step < TRAINING_STEPS; step++) {
      trainee.fit(data);
    }
  }

  private INDArray[] labels() {
    return Arrays.stream(network.output(batch))
        .map(answer -> sample.labels().batch(answer.shape()))
        .toArray(INDArray[]::new);
  }

  private EdgeFile checked(Form form, ComputationGraph expected, EdgeExporter exporter) {
    EdgeFile file = exporter.verifyOn(batch).verifySamples(Sample.BATCH).export();
    ByteBuffer bytes = file.bytes();
    double decibels = Agreement.decibels(expected, frozen, batch, bytes);
    if (!(decibels >= form.decibels())) {
      throw new IllegalStateException(
          String.format(
              java.util.Locale.ROOT,
              "LiteRT and the network agree to %.0f dB only, %.0f are required",
              decibels,
              form.decibels()));
    }
    return file;
  }
}
