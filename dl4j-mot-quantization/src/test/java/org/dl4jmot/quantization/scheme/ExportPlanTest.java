package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.export.ExportPlan;
import org.dl4jmot.core.export.ExportPlan.FloatPart;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.export.OpRow;
import org.dl4jmot.litert.Delegation;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.testing.GoldenNetwork;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.dl4jmot.runtime.delegate.DelegateVerdict;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a plan says beside what the export then does. */
class ExportPlanTest {
  /** The recipe names the number of samples, and a buffer's place is a multiple of 16 bytes. */
  private static final int RECIPE_BYTES = 16;

  /** A table of scale and zero point, which tensors of equal range share: 16 + 8 + 16, aligned. */
  private static final int SHARED_BYTES = 48;

  /** Data that no plan may touch. */
  private static Iterator<INDArray> untouchable() {
    throw new AssertionError("the plan read calibration data");
  }

  private static FullInteger untouched() {
    Iterable<INDArray> data = ExportPlanTest::untouchable;
    return FullInteger.calibratedBy(data);
  }

  private record Form(String network, Optional<ExportStage> planned, Optional<ExportStage> done) {
    static Form of(String network, ExportStage stage) {
      return new Form(network, Optional.of(stage), Optional.of(stage));
    }

    static Form calibrated(String network, UnaryOperator<FullInteger> with) {
      return new Form(
          network,
          Optional.of(with.apply(untouched())),
          Optional.of(
              with.apply(FullInteger.calibratedBy(GoldenNetwork.batches()).withSampleLimit(8))));
    }

    EdgeExporter exporter(Optional<ExportStage> stage) {
      EdgeExporter plain =
          EdgeExporter.of(
              new GoldenNetwork(network).trained(),
              InputType.convolutional(28, 28, 1, CNN2DFormat.NHWC));
      return stage.map(plain::quantize).orElse(plain);
    }

    boolean isExact() {
      return planned.equals(done);
    }

    @Override
    public String toString() {
      return network + " " + done.map(ExportStage::name).orElse("float");
    }
  }

  static Stream<Form> forms() {
    return Stream.of("A", "B")
        .flatMap(
            network ->
                Stream.of(
                    new Form(network, Optional.empty(), Optional.empty()),
                    Form.of(network, Float16.standard()),
                    Form.of(network, DynamicRange.standard()),
                    Form.calibrated(network, stage -> stage.withBorder(Border.INT8)),
                    Form.calibrated(
                        network,
                        stage ->
                            stage
                                .withDenseWeights(Granularity.PER_CHANNEL)
                                .withFloatOperations("SOFTMAX")),
                    Form.calibrated(network, stage -> stage.withActivations(DataType.INT16))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void saysWhatTheExportDoes(Form form) {
    ExportPlan plan = form.exporter(form.planned()).plan();
    EdgeFile file = form.exporter(form.done()).verifySamples(1).export();

    assertTrue(plan.isExportable(), plan::toText);
    long over = plan.bytes().getAsLong() - file.report().bytes();
    int recipe = form.isExact() ? 0 : RECIPE_BYTES;
    int most = recipe + SHARED_BYTES * plan.unknown().size();
    assertTrue(over >= -recipe && over <= most, over + " bytes over, at most " + most);
    assertEquals(file.report().layers(), plan.layers());
    assertEquals(described(file.report().ops()), described(plan.ops()));
    assertDelegated(plan, file);
  }

  private static List<String> described(List<OpRow> ops) {
    return ops.stream().map(op -> op.op() + " " + op.layers() + " " + op.fileBytes()).toList();
  }

  private static void assertDelegated(ExportPlan plan, EdgeFile file) {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    DelegateVerdict xnnpack = plan.delegates().get(0);
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.xnnpack())) {
      Delegation done = model.delegation();
      assertEquals(done.delegated(), xnnpack.delegated(), xnnpack::summary);
      assertEquals(done.partitions(), xnnpack.partitions(), xnnpack::summary);
    }
  }

  @Test
  void namesWhatStaysFloatAndWhy() {
    EdgeExporter exporter = forms().findFirst().orElseThrow().exporter(Optional.empty());
    FullInteger kept = untouched().withFloatOperations("SOFTMAX");
    assertEquals(
        List.of(
            "the file's border is float32",
            "the file's border is float32",
            "the caller keeps SOFTMAX in float"),
        exporter.quantize(kept).plan().floats().stream().map(FloatPart::reason).toList());
    List<FloatPart> dynamic = exporter.quantize(DynamicRange.standard()).plan().floats();
    assertEquals("the form dynamic computes in float32", dynamic.get(0).reason());
    assertEquals("fewer than 1024 elements", dynamic.get(1).reason());
    assertEquals("CONV_2D", dynamic.get(1).op());
  }

  @Test
  void countsTheRangesThatCalibrationWillMeasure() {
    EdgeExporter exporter = forms().findFirst().orElseThrow().exporter(Optional.empty());
    ExportPlan calibrated = exporter.quantize(untouched()).plan();
    assertEquals(5, calibrated.unknown().size(), calibrated::toText);
    assertEquals(
        "0 trained, 5 calibrated by min-max over 500 samples", calibrated.recipe().get("ranges"));

    ExportPlan untrained = exporter.quantize(FullInteger.fromTrainedRanges()).plan();
    assertFalse(untrained.isExportable());
    assertEquals(5, untrained.problems().size());
    assertTrue(untrained.toText().contains("neither a trained range nor data"));
    assertEquals(calibrated.ops(), untrained.ops());
  }

  @Test
  void trainedRangesMakeTheSizeExact() {
    MultiLayerNetwork plain =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list(
                    new DenseLayer.Builder().nIn(6).nOut(9).build(),
                    new OutputLayer.Builder(LossFunction.MSE).nIn(9).nOut(2).build())
                .build());
    plain.init();
    MultiLayerNetwork aware = QuantizationAware.network(plain);
    aware.fit(Nd4j.rand(32, 6), Nd4j.rand(32, 2));
    EdgeExporter exporter = EdgeExporter.of(aware).quantize(FullInteger.fromTrainedRanges());
    ExportPlan plan = exporter.plan();
    assertTrue(plan.isExportable(), plan::toText);
    assertEquals(exporter.export().report().bytes(), plan.bytes().getAsLong());
  }

  @Test
  void jsonHoldsWhatTheTextSays() {
    EdgeExporter exporter = forms().findFirst().orElseThrow().exporter(Optional.empty());
    ExportPlan plan = exporter.quantize(untouched()).plan();
    JsonObject json = JsonParser.parseString(plan.toJson()).getAsJsonObject();
    assertEquals(plan.bytes().getAsLong(), json.get("bytes").getAsLong());
    assertEquals(plan.ops().size(), json.getAsJsonArray("ops").size());
    assertEquals(3, json.getAsJsonArray("delegates").size());
    assertTrue(
        plan.toString()
            .contains(String.format(Locale.ROOT, "%,d bytes", plan.bytes().getAsLong())));
  }
}
