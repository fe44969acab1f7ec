package org.dl4jmot.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.data.Dataset;
import org.dl4jmot.cli.data.Datasets;
import org.dl4jmot.cli.data.Sample;
import org.dl4jmot.cli.fault.Choice;
import org.dl4jmot.cli.model.TrainedModel;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.verify.Requirement;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;

/** What {@code mot convert} does; apart from its options, so that help loads nothing of this. */
final class Conversion {
  private static final int VERIFIED_SAMPLES = 32;

  private final ConversionSettings options;
  private final Progress progress;

  Conversion(ConversionSettings options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  ExportReport run() {
    progress.say("reading " + options.model());
    TrainedModel model = TrainedModel.read(options.model(), options.sizes());
    EdgeExporter exporter = model.exporter();
    Optional<Dataset> data = Optional.empty();
    List<NetworkInput> inputs = List.of();
    if (!options.calibration().isEmpty()) {
      inputs = model.freeze().inputs();
      data = Optional.of(Datasets.open(options.calibration(), options.reading()));
      progress.say("using " + data.get().description());
      // Fails for unsuitable data before any work; int8 verifies on calibration samples anyway.
      Iterator<Sample> samples = data.get().samples(inputs);
      exporter = exporter.verifyOn(Samples.batch(samples, inputs, VERIFIED_SAMPLES));
    }
    Optional<ExportStage> stage = stage(data, inputs);
    exporter = stage.map(exporter::quantize).orElse(exporter);
    if (options.minAgreement().isPresent()) {
      exporter = exporter.require(Requirement.agreement(options.minAgreement().getAsDouble()));
    }
    progress.say("converting to " + Choice.name(options.mode()) + " and verifying");
    return exporter.write(options.output());
  }

  private Optional<ExportStage> stage(Optional<Dataset> data, List<NetworkInput> inputs) {
    return switch (options.mode()) {
      case FLOAT32 -> Optional.empty();
      case FLOAT16 -> Optional.of(Float16.standard());
      case DYNAMIC -> Optional.of(dynamic());
      case INT8 -> Optional.of(int8(data, inputs));
    };
  }

  private DynamicRange dynamic() {
    DynamicRange stage = DynamicRange.standard();
    if (options.dense().isPresent()) {
      stage = stage.withDenseWeights(options.dense().get());
    }
    return options.keepFloat().isEmpty() ? stage : stage.withFloatLayers(keptFloat());
  }

  private FullInteger int8(Optional<Dataset> data, List<NetworkInput> inputs) {
    FullInteger stage =
        data.map(set -> FullInteger.calibratedBy(Samples.forCalibration(set, inputs)))
            .orElseGet(FullInteger::fromTrainedRanges);
    if (options.reading().samples().isPresent()) {
      stage = stage.withSampleLimit(options.reading().samples().getAsInt());
    }
    if (options.io().isPresent()) {
      stage = stage.withBorder(options.io().get());
    }
    if (options.dense().isPresent()) {
      stage = stage.withDenseWeights(options.dense().get());
    }
    return options.keepFloat().isEmpty() ? stage : stage.withFloatLayers(keptFloat());
  }

  private String[] keptFloat() {
    return options.keepFloat().toArray(new String[0]);
  }
}
