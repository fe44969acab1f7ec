package org.dl4jmot.core.export;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.core.internal.GzipSize;
import org.dl4jmot.core.lower.InputNormalization;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.core.verify.Samples;
import org.dl4jmot.core.verify.VerificationReport;
import org.dl4jmot.core.verify.Verifier;
import org.dl4jmot.runtime.batch.BatchDimension;
import org.dl4jmot.runtime.batch.MixedBatchException;
import org.dl4jmot.runtime.delegate.Delegates;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.ModelCard;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of an export: freeze, lower, quantize, write, verify. */
final class Export {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeExporter.class);
  private static final String FLOAT = "float";
  private static final int VERIFIED_BATCH = 5;
  private final Model network;
  private final ExportSettings settings;
  private final Stopwatch watch = new Stopwatch();

  Export(Model network, ExportSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  EdgeFile run() {
    // Nobody holds the frozen graph any more: its constants may be as large as the network.
    return quantize(lowered());
  }

  /** Says what {@link #run} would do. */
  ExportPlan plan() {
    try {
      Lowered lowered = lowered();
      return plan(lowered, planStage(lowered));
    } catch (UnsupportedNetworkException e) {
      return ExportPlan.refused(scheme(), e.items());
    }
  }

  private ExportPlan plan(Lowered lowered, StagePlan staged) {
    Map<String, String> provenance =
        Provenance.of(lowered.parameterHash(), scheme(), recipe(staged.recipe()));
    return new ExportPlan(
        scheme(),
        staged.problems(),
        OptionalLong.of(write(lowered, staged.graph(), provenance).remaining()),
        LayerFates.of(lowered.layers(), staged.graph()),
        OpTable.rows(lowered.graph(), staged.graph(), List.of()),
        FloatParts.of(scheme(), staged.graph(), staged.floats()),
        staged.unknown(),
        staged.warnings(),
        staged.recipe(),
        Delegates.judge(staged.graph()));
  }

  private Lowered lowered() {
    SizeLimit.require(
        network, settings.stage().map(ExportStage::bytesPerWeight).orElse(Float.BYTES));
    FrozenNetwork frozen =
        watch.time(
            "freeze",
            () -> Freezer.freeze(network, settings.inputTypes().toArray(new InputType[0])));
    List<NetworkInput> inputs = Normalization.applied(settings.normalizations(), frozen.inputs());
    Optional<ModelCard> card = settings.card().card(inputs, frozen.outputs());
    Graph lowered =
        watch.time("lower", () -> normalizing(Lowering.standard().apply(frozen.graph()), inputs));
    requireApart(lowered);
    String hash = watch.time("write", () -> Provenance.parameterHash(frozen.graph()));
    return new Lowered(lowered, inputs, layers(inputs, frozen), frozen.layerTypes(), card, hash);
  }

  private static Graph normalizing(Graph lowered, List<NetworkInput> inputs) {
    Graph graph = lowered;
    for (NetworkInput input : inputs) {
      if (input.raw().isPresent()) {
        graph = InputNormalization.inFront(graph, input.name(), input.raw().get());
      }
    }
    return graph;
  }

  /** The network's layers, behind the normalizations of its inputs. */
  private static List<String> layers(List<NetworkInput> inputs, FrozenNetwork frozen) {
    return Stream.concat(
            inputs.stream()
                .filter(input -> input.raw().isPresent())
                .map(input -> InputNormalization.layer(input.name())),
            frozen.layers().stream())
        .toList();
  }

  /** Normalizations that are no part of the integer graph. */
  private static Set<String> floatLayers(Lowered lowered) {
    Set<String> present =
        lowered.graph().nodes().stream()
            .flatMap(node -> node.layers().stream())
            .collect(Collectors.toSet());
    return lowered.inputs().stream()
        .filter(input -> input.raw().filter(raw -> !InputNormalization.mayFold(raw)).isPresent())
        .map(input -> InputNormalization.layer(input.name()))
        .filter(present::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What later stages know of the network. */
  private record Lowered(
      Graph graph,
      List<NetworkInput> inputs,
      List<String> layers,
      Map<String, String> layerTypes,
      Optional<ModelCard> card,
      String parameterHash) {
    Lowered with(Graph newGraph) {
      return new Lowered(newGraph, inputs, layers, layerTypes, card, parameterHash);
    }
  }

  private EdgeFile quantize(Lowered lowered) {
    StageResult staged =
        watch.time("quantize", () -> applyStage(lowered), result -> result.seconds());
    staged.warnings().forEach(LOG::warn);
    Map<String, String> provenance =
        Provenance.of(lowered.parameterHash(), scheme(), recipe(staged.recipe()));
    ByteBuffer file = watch.time("write", () -> write(lowered, staged.graph(), provenance));
    StoredConstants stored = new StoredConstants(file);
    return judge(
        lowered.with(stored.in(lowered.graph())),
        staged.with(stored.in(staged.graph())),
        provenance,
        file);
  }

  private ByteBuffer write(Lowered lowered, Graph graph, Map<String, String> provenance) {
    FileMetadata told = Provenance.metadata(provenance);
    return TfliteWriter.toBytes(
        graph, batch(graph), lowered.card().map(told::withCard).orElse(told));
  }

  private EdgeFile judge(
      Lowered lowered, StageResult staged, Map<String, String> provenance, ByteBuffer file) {
    VerificationReport verification =
        watch.time("verify", () -> verify(lowered.graph(), file, samples(lowered, staged)));
    long gzipBytes = watch.time("compress", () -> GzipSize.of(file));
    ExportReport report =
        new ExportReport(
            scheme(),
            file.remaining(),
            gzipBytes,
            constantBytes(lowered.graph()),
            provenance,
            LayerFates.of(lowered.layers(), staged.graph()),
            OpTable.rows(lowered.graph(), staged.graph(), verification.tensors()),
            staged.warnings(),
            verification,
            watch.seconds());
    if (!verification.passed()) {
      throw new VerificationFailedException(report);
    }
    return new EdgeFile(file, staged.graph(), report);
  }

  private String scheme() {
    return settings.stage().map(ExportStage::name).orElse(FLOAT);
  }

  private StageResult applyStage(Lowered lowered) {
    return settings
        .stage()
        .map(stage -> stage.apply(stageInput(lowered)))
        .orElseGet(() -> asItIs(lowered));
  }

  private StagePlan planStage(Lowered lowered) {
    return settings
        .stage()
        .map(stage -> stage.plan(stageInput(lowered)))
        .orElseGet(() -> StagePlan.of(asItIs(lowered)));
  }

  private static StageResult asItIs(Lowered lowered) {
    return new StageResult(lowered.graph(), Map.of(), List.of(), List.of());
  }

  private static StageInput stageInput(Lowered lowered) {
    return new StageInput(
        lowered.graph(), lowered.inputs(), lowered.layerTypes(), floatLayers(lowered));
  }

  private Samples samples(Lowered lowered, StageResult staged) {
    if (settings.samples().isPresent()) {
      return new Samples("supplied", settings.samples().get().apply(lowered.inputs()));
    }
    return staged.samples().isEmpty()
        ? Samples.seeded(lowered.graph(), settings.sampleLimit())
        : new Samples("calibration data", staged.samples());
  }

  private VerificationReport verify(Graph lowered, ByteBuffer file, Samples samples) {
    Verifier verifier = new Verifier(settings.reference(), settings.requirements());
    Samples used = samples.first(settings.sampleLimit());
    return isDynamic()
        ? verifier.verify(lowered, file, used, VERIFIED_BATCH)
        : verifier.verify(lowered, file, used);
  }

  private boolean isDynamic() {
    return settings.batching() == Batching.DYNAMIC;
  }

  private BatchDimension batch(Graph graph) {
    return isDynamic() ? BatchDimension.of(graph) : BatchDimension.fixed();
  }

  private Map<String, String> recipe(Map<String, String> staged) {
    Map<String, String> recipe = new TreeMap<>(staged);
    if (isDynamic()) {
      recipe.put("batch", "dynamic");
    }
    return recipe;
  }

  /** Checks, before the work of quantization, that the batch size can be left open. */
  private void requireApart(Graph lowered) {
    try {
      batch(lowered);
    } catch (MixedBatchException e) {
      throw new UnsupportedNetworkException(
          e.problems().stream()
              .map(
                  problem ->
                      new Item(
                          problem.layers().isEmpty()
                              ? "network"
                              : String.join(", ", problem.layers()),
                          problem.what(),
                          "with a dynamic batch size it " + problem.reason(),
                          "Export without dynamicBatch(), one sample a run"))
              .toList());
    }
  }

  private static long constantBytes(Graph graph) {
    return graph.tensors().stream()
        .filter(Tensor::isConstant)
        .mapToLong(tensor -> tensor.requireData().byteCount())
        .sum();
  }
}
