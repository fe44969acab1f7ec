package org.dl4jmot.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.data.Dataset;
import org.dl4jmot.cli.data.Datasets;
import org.dl4jmot.cli.data.PixelRange;
import org.dl4jmot.cli.data.Sample;
import org.dl4jmot.cli.fault.Choice;
import org.dl4jmot.cli.model.TrainedModel;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.core.verify.Requirement;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.runtime.micro.CSource;
import org.dl4jmot.runtime.micro.MicroModel;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** What {@code mot convert} does; apart from its options, so that help loads nothing of this. */
final class Conversion {
  private static final int VERIFIED_SAMPLES = 32;

  private final ConversionSettings settings;
  private final Progress progress;

  /** What was written. */
  record Result(ExportReport report, Optional<Micro> micro) {}

  /** C source beside the file. */
  record Micro(List<Path> files, long arenaBytes, List<String> registrations, List<String> notes) {}

  Conversion(ConversionSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  Result run() throws IOException {
    EdgeExporter exporter = exporter();
    progress.say("converting to " + Choice.name(settings.form().mode()) + " and verifying");
    if (settings.extras() == ConversionSettings.Extras.NONE) {
      return new Result(exporter.write(settings.output()), Optional.empty());
    }
    EdgeFile file = exporter.export();
    // Refuses before anything is written.
    MicroModel micro = MicroModel.of(file.bytes());
    ByteBuffer bytes = file.bytes().duplicate();
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    WholeFile.replace(settings.output(), content);
    return new Result(file.report(), Optional.of(write(micro)));
  }

  private Micro write(MicroModel model) throws IOException {
    Path directory = settings.output().toAbsolutePath().getParent();
    String name = settings.output().getFileName().toString().replaceFirst("\\.[^.]*$", "");
    CSource source = model.source(CSource.nameOf(name));
    source.writeTo(directory);
    return new Micro(
        source.files().keySet().stream().map(settings.output()::resolveSibling).toList(),
        model.arena().bytes(),
        model.registrations(),
        model.notes());
  }

  private EdgeExporter exporter() {
    progress.say("reading " + settings.model());
    TrainedModel model = TrainedModel.read(settings.model(), settings.sizes());
    EdgeExporter exporter = model.exporter();
    Optional<CalibrationData> calibration = Optional.empty();
    FormSettings form = settings.form();
    if (!form.calibration().isEmpty()) {
      List<NetworkInput> inputs = model.freeze().inputs();
      Dataset data = Datasets.open(form.calibration(), form.reading());
      progress.say("using " + data.description());
      // Fails for unsuitable data before any work.
      Iterator<Sample> samples = data.samples(inputs);
      exporter = exporter.verifyOn(Samples.batch(samples, inputs, VERIFIED_SAMPLES));
      calibration = Optional.of(Samples.forCalibration(data, inputs));
    }
    exporter = new Forms(form).made(exporter, calibration);
    if (!settings.labels().isEmpty()) {
      exporter = exporter.labels(settings.labels());
    }
    if (settings.folded().isPresent()) {
      PixelRange range = settings.folded().get();
      exporter =
          exporter.normalizedBy(
              new ImagePreProcessingScaler(range.low(), range.high()), 0, PixelRange.MOST);
    }
    return settings.minAgreement().isPresent()
        ? exporter.require(Requirement.agreement(settings.minAgreement().getAsDouble()))
        : exporter;
  }
}
