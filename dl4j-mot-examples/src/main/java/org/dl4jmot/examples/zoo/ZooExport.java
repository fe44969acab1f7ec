package org.dl4jmot.examples.zoo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.verify.OutputComparison;
import org.dl4jmot.core.verify.TensorComparison;
import org.dl4jmot.core.verify.VerificationReport;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Exports one architecture in float and int8 and measures both. */
final class ZooExport {
  private static final long CALIBRATION_SEED = 1;
  private static final long VERIFICATION_SEED = 2;
  // JSON has no infinity.
  private static final double NOTHING_DIFFERS = 999;
  private final ZooNetwork architecture;
  private final ZooInput input;
  private final Model model;
  private final int calibration;
  private final INDArray verification;
  private final List<float[]> outputs = new ArrayList<>();

  private ZooExport(
      ZooNetwork architecture, ZooNetwork.Scale scale, int calibration, int verification) {
    this.architecture = architecture;
    input = architecture.input(scale);
    this.calibration = calibration;
    this.verification = input.samples(verification, VERIFICATION_SEED);
    model = architecture.create(scale);
  }

  /**
   * Measures an architecture.
   *
   * @param scale of its inputs
   * @param calibration number of calibration samples
   * @param verification number of samples to verify on
   */
  static ZooMeasurement run(
      ZooNetwork architecture, ZooNetwork.Scale scale, int calibration, int verification) {
    try (HeapPeak heap = HeapPeak.start()) {
      ZooExport export = new ZooExport(architecture, scale, calibration, verification);
      try {
        return export.measure(heap);
      } finally {
        export.model.close();
      }
    }
  }

  private ZooMeasurement measure(HeapPeak heap) {
    EdgeFile floats = exporter().export();
    double error = errorInLiteRt(floats.bytes());
    ZooMeasurement.File measuredFloats = measured(floats);
    floats = null; // The int8 export shall not pay for it.
    INDArray samples = input.samples(calibration, CALIBRATION_SEED);
    EdgeFile int8 = exporter().quantize(FullInteger.calibratedBy(List.of(samples))).export();
    return new ZooMeasurement(
        architecture.label(),
        input.toString(),
        model.numParams(),
        calibration,
        Math.toIntExact(verification.size(0)),
        measuredFloats,
        measured(int8),
        error,
        heap.bytes(),
        Runtime.getRuntime().maxMemory());
  }

  private EdgeExporter exporter() {
    return architecture.exporter(model, input).verifyOn(verification);
  }

  /** Runs the file on each sample, and the network beside it. */
  private double errorInLiteRt(ByteBuffer file) {
    double difference = 0;
    try (LiteRtModel liteRt = LiteRtModel.open(file, LiteRtOptions.builtIn())) {
      for (int i = 0; i < verification.size(0); i++) {
        float[] expected = expected(i);
        outputs.add(expected);
        liteRt.setInput(liteRt.inputs().get(0), input.port().sample(verification, i));
        liteRt.invoke();
        float[] actual = liteRt.readFloats(liteRt.outputs().get(0));
        requireSameLength(expected, actual);
        for (int k = 0; k < expected.length; k++) {
          // Math.max keeps a NaN.
          difference = Math.max(difference, Math.abs((double) expected[k] - actual[k]));
        }
      }
    }
    return difference / largestOutput();
  }

  private double largestOutput() {
    double largest = 0;
    for (float[] values : outputs) {
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** Signal-to-noise ratio of the float outputs, rounded to multiples of a scale. */
  private double roundedDecibels(double scale) {
    double signal = 0;
    double noise = 0;
    for (float[] values : outputs) {
      for (float value : values) {
        double error = scale == 0 ? 0 : Math.rint(value / scale) * scale - value;
        signal += (double) value * value;
        noise += error * error;
      }
    }
    return finite(10 * Math.log10(signal / noise));
  }

  private static void requireSameLength(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "the file answers " + actual.length + " values, the network " + expected.length);
    }
  }

  private float[] expected(int index) {
    long[] shape = verification.shape().clone();
    shape[0] = 1;
    INDArray output = architecture.output(model, verification.slice(index).dup('c').reshape(shape));
    return channelsLast(output).dup('c').data().asFloat();
  }

  private static INDArray channelsLast(INDArray output) {
    return switch (output.rank()) {
      case 3 -> output.permute(0, 2, 1);
      case 4 -> output.permute(0, 2, 3, 1);
      default -> output;
    };
  }

  private ZooMeasurement.File measured(EdgeFile file) {
    VerificationReport report = file.report().verification();
    OutputComparison output = report.outputs().get(0);
    Optional<TensorComparison> worst = report.worst();
    float scale = last(file.graph()).quantization().map(QuantizationParameters::scale).orElse(0f);
    return new ZooMeasurement.File(
        file.report().bytes(),
        Map.copyOf(file.report().seconds()),
        report.agreement(),
        finite(output.sqnr()),
        finite(behindLastFunction(file.graph(), report).orElse(output.sqnr())),
        worst.map(TensorComparison::tensor).orElse(""),
        finite(worst.map(found -> found.sqnr().getAsDouble()).orElse(NOTHING_DIFFERS)),
        largestOutput(),
        scale,
        roundedDecibels(scale),
        floatOps(file.graph()));
  }

  private static double finite(double decibels) {
    return Math.min(decibels, NOTHING_DIFFERS);
  }

  /** The tensor that a DEQUANTIZE shows to the outside, or the output itself. */
  private static Tensor last(Graph graph) {
    Tensor output = graph.outputTensors().get(0);
    return graph
        .producer(output.name())
        .filter(node -> node.op() instanceof Dequantize)
        .map(node -> graph.tensor(node.input()))
        .orElse(output);
  }

  private static OptionalDouble behindLastFunction(Graph graph, VerificationReport report) {
    Optional<Node> function =
        graph
            .producer(last(graph).name())
            .filter(node -> List.of("SOFTMAX", "LOGISTIC").contains(node.op().type()));
    return function.stream()
        .flatMap(node -> report.tensors().stream().filter(t -> t.tensor().equals(node.input())))
        .flatMapToDouble(found -> found.sqnr().stream())
        .findFirst();
  }

  private static List<String> floatOps(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> !(node.op() instanceof Dequantize))
        .filter(node -> graph.tensor(node.output()).type() == DataType.FLOAT32)
        .map(node -> node.op().type())
        .distinct()
        .sorted()
        .toList();
  }
}
