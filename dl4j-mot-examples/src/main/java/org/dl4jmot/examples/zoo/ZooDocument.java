package org.dl4jmot.examples.zoo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.litert.LiteRt;

/** Writes what was measured as Markdown. */
final class ZooDocument {
  /**
   * How far the float file in LiteRT may be from Deeplearning4j, relative to the largest output.
   */
  static final double FLOAT_TOLERANCE = 1e-4;

  private static final double ENOUGH_DECIBELS = 20;
  private static final double MEBIBYTE = 1 << 20;
  private static final Set<String> APART = Set.of("calibrate", "verify");
  private final List<ZooMeasurement> measurements;
  private final StringBuilder text = new StringBuilder();

  ZooDocument(List<ZooMeasurement> measurements) {
    this.measurements = List.copyOf(measurements);
  }

  static boolean agrees(ZooMeasurement measurement) {
    return measurement.error() <= FLOAT_TOLERANCE;
  }

  String write() {
    line("# Deeplearning4j's model zoo");
    line("");
    line("Written by the program that measured it; do not edit. To regenerate:");
    line("");
    line("    mvn -Pzoo                               # all: minutes for each large one");
    line("    mvn -Pzoo -Dzoo.args=\"LENET RESNET50\"   # some, beside what is measured");
    line("");
    line(
        "The architectures of deeplearning4j-zoo 1.0.0-M2.1 with random weights, exported in"
            + " float32");
    line("and in int8 (calibrated after training).");
    line(
        "Every file passed verification in LiteRT %s's built-in kernels: integer tensors",
        LiteRt.version());
    line("equal byte for byte. Inputs are uniform in [0, 1) and seeded.");
    line("");
    line("Three are not quite as the zoo makes them. ResNet50 and InceptionResNetV1 have smaller");
    line(
        "random weights: with the zoo's, untrained, the first overflows and the second feeds sums");
    line("of a million to a tanh, where rounding decides. NASNet is assembled from its published");
    line("cells: the zoo's class cannot be initialized in 1.0.0-M2.1.");
    line("");
    line(
        "NASNet at 224×224, whose first stage does not reduce the image, ran out of 8 GiB of heap");
    line(
        "when verification kept every activation of both graphs. Neither it nor UNet at 512×512"
            + " was");
    line("measured since calibration and verification keep what is needed at once alone.");
    line("");
    smallOnes();
    sizes();
    times();
    reasons();
    return text.toString();
  }

  private void smallOnes() {
    for (ZooNetwork network : ZooNetwork.values()) {
      String full = network.input(ZooNetwork.Scale.FULL).toString();
      for (ZooMeasurement one : measurements) {
        if (one.network().equals(network.label()) && !one.input().equals(full)) {
          line(
              "%s was measured with images of %s, not the zoo's %s (`--scale SMALL`).",
              one.network(), one.input(), full);
          line("");
        }
      }
    }
  }

  private void sizes() {
    line("## Sizes and errors");
    line("");
    line("Float error: largest difference of LiteRT's outputs from Deeplearning4j's, relative");
    line(
        "to the largest output; at most %.0e. Ratios of signal to quantization noise in",
        FLOAT_TOLERANCE);
    line("dB: at the output, in front of the last softmax or sigmoid, at the worst tensor.");
    line("");
    line(
        "| network | input | parameters | float bytes | int8 bytes | float error | output | in"
            + " front | worst tensor | stay float |");
    line("|---|---|---:|---:|---:|---:|---:|---:|---|---|");
    for (ZooMeasurement one : measurements) {
      line(
          "| %s | %s | %,d | %,d | %,d | %.1e | %s | %s | %s (%s) | %s |",
          one.network(),
          one.input(),
          one.parameters(),
          one.floats().bytes(),
          one.int8().bytes(),
          one.error(),
          decibels(one.int8().outputDecibels()),
          decibels(one.int8().behind()),
          decibels(one.int8().worstDecibels()),
          one.int8().worst(),
          one.int8().floatOps().isEmpty() ? "–" : String.join(", ", one.int8().floatOps()));
    }
    line("");
  }

  private static String decibels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void times() {
    line("## Seconds and heap");
    line("");
    line("\"Export\" is everything but calibration and verification: freeze, lower, quantize,");
    line("write, compress (for the gzip size). Heap: most in use behind a garbage collection,");
    line("over both exports, and the limit (`-Xmx`); Deeplearning4j's own parameters are outside");
    line(
        "of it. Measured when calibration kept every activation, twice on two cores: what needs"
            + " more");
    line("than the constants needed it for that. Measured on two cores that did other work too.");
    line("");
    line(
        "| network | float: export | verify | int8: export | freeze | quantize | write | compress |"
            + " calibrate | samples | verify | samples | heap MiB | of |");
    line("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (ZooMeasurement one : measurements) {
      Map<String, Double> int8 = one.int8().seconds();
      line(
          "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %d | %.1f | %d | %.0f |"
              + " %.0f |",
          one.network(),
          export(one.floats()),
          one.floats().seconds().get("verify"),
          export(one.int8()),
          int8.get("freeze"),
          int8.get("quantize"),
          int8.get("write"),
          int8.get("compress"),
          int8.get("calibrate"),
          one.calibration(),
          int8.get("verify"),
          one.verification(),
          one.heapBytes() / MEBIBYTE,
          one.heapLimit() / MEBIBYTE);
    }
    line("");
  }

  private static double export(ZooMeasurement.File file) {
    return file.seconds().entrySet().stream()
        .filter(stage -> !APART.contains(stage.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private void reasons() {
    line("## Below %.0f dB at the output", ENOUGH_DECIBELS);
    line("");
    boolean none = true;
    for (ZooMeasurement one : measurements) {
      if (one.int8().outputDecibels() < ENOUGH_DECIBELS) {
        line("- %s: %s", one.network(), reason(one.int8()));
        none = false;
      }
    }
    if (none) {
      line("None.");
    }
  }

  static String reason(ZooMeasurement.File file) {
    String measured =
        String.format(
            Locale.ROOT,
            "%.1f dB at the output, %.1f dB in front of its last function. ",
            file.outputDecibels(),
            file.behind());
    if (file.roundedDecibels() < ENOUGH_DECIBELS) {
      return measured
          + String.format(
              Locale.ROOT,
              "Even its exact outputs, rounded to the %.4f that LiteRT prescribes between"
                  + " neighbouring int8 outputs, would have %.1f dB: untrained it prefers no class,"
                  + " its largest output is %.4f.",
              file.outputScale(),
              file.roundedDecibels(),
              file.largestOutput());
    }
    return measured
        + String.format(
            Locale.ROOT,
            "Its worst tensor is `%s` with %.1f dB.",
            file.worst(),
            file.worstDecibels());
  }

  private void line(String plain) {
    text.append(plain).append('\n');
  }

  private void line(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
