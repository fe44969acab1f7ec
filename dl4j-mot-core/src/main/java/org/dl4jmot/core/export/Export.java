package org.dl4jmot.core.export;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.core.verify.Samples;
import org.dl4jmot.core.verify.VerificationReport;
import org.dl4jmot.core.verify.Verifier;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of an export: freeze, lower, quantize, write, verify. */
final class Export {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeExporter.class);
  private static final String FLOAT = "float";
  private final Model network;
  private final ExportSettings settings;
  private final Stopwatch watch = new Stopwatch();

  Export(Model network, ExportSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  EdgeFile run() {
    FrozenNetwork frozen =
        watch.time(
            "freeze",
            () -> Freezer.freeze(network, settings.inputTypes().toArray(new InputType[0])));
    Graph lowered = watch.time("lower", () -> Lowering.standard().apply(frozen.graph()));
    String scheme = settings.stage().map(ExportStage::name).orElse(FLOAT);
    StageResult staged = watch.time("quantize", () -> quantize(lowered, frozen));
    Map<String, String> provenance = Provenance.of(frozen.graph(), scheme, staged.recipe());
    ByteBuffer file =
        watch.time(
            "write", () -> TfliteWriter.toBytes(staged.graph(), Provenance.metadata(provenance)));
    VerificationReport verification =
        watch.time("verify", () -> verify(lowered, file, samples(frozen, lowered, staged)));
    staged.warnings().forEach(LOG::warn);
    ExportReport report =
        new ExportReport(
            scheme,
            file.remaining(),
            GzipSize.of(file),
            constantBytes(lowered),
            provenance,
            LayerFates.of(frozen.layers(), staged.graph()),
            OpTable.rows(lowered, staged.graph(), verification),
            staged.warnings(),
            verification,
            watch.seconds());
    if (!verification.passed()) {
      throw new VerificationFailedException(report);
    }
    return new EdgeFile(file, staged.graph(), report);
  }

  private StageResult quantize(Graph lowered, FrozenNetwork frozen) {
    return settings
        .stage()
        .map(stage -> stage.apply(new StageInput(lowered, frozen.inputs())))
        .orElseGet(() -> new StageResult(lowered, Map.of(), List.of(), List.of()));
  }

  private Samples samples(FrozenNetwork frozen, Graph lowered, StageResult staged) {
    if (settings.samples().isPresent()) {
      return new Samples("supplied", settings.samples().get().apply(frozen.inputs()));
    }
    return staged.samples().isEmpty()
        ? Samples.seeded(lowered, settings.sampleLimit())
        : new Samples("calibration data", staged.samples());
  }

  private VerificationReport verify(Graph lowered, ByteBuffer file, Samples samples) {
    return new Verifier(settings.reference(), settings.requirements())
        .verify(lowered, file, samples.first(settings.sampleLimit()));
  }

  private static long constantBytes(Graph graph) {
    return graph.tensors().stream()
        .filter(Tensor::isConstant)
        .mapToLong(tensor -> tensor.requireData().byteCount())
        .sum();
  }
}
