package org.dl4jmot.examples.random;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found about one network.
 *
 * @param seed what the network was drawn from
 * @param kinds how often each kind of layer occurs in it
 * @param failures what does not hold, a sentence each
 * @param unrunnable why Deeplearning4j itself cannot run it; empty for most
 * @param floatShare largest difference of the float file from Deeplearning4j, as a share of its
 *     bound
 * @param sharpness the float bound as a share of the largest value
 * @param decibels lowest signal-to-noise ratio of an output of the int8 file; NaN if all are silent
 * @param bound what it has to be at least, derived for this network
 */
record Outcome(
    long seed,
    Map<String, Long> kinds,
    List<String> failures,
    String unrunnable,
    double floatShare,
    double sharpness,
    double decibels,
    double bound) {
  private static final String SEPARATOR = "\t";

  /** A network that there is nothing to say about. */
  static Outcome unrunnable(long seed, String reason) {
    return new Outcome(
        seed, Map.of(), List.of(), reason, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  boolean runs() {
    return unrunnable.isEmpty();
  }

  boolean holds() {
    return failures.isEmpty();
  }

  /** One line that {@link #parse} reads. */
  String line() {
    return String.join(
        SEPARATOR,
        Long.toString(seed),
        new TreeMap<>(kinds)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",")),
        plain(String.join("; ", failures)),
        plain(unrunnable),
        Double.toString(floatShare),
        Double.toString(sharpness),
        Double.toString(decibels),
        Double.toString(bound));
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ");
  }

  static Outcome parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    Map<String, Long> kinds =
        Arrays.stream(parts[1].split(","))
            .filter(pair -> !pair.isEmpty())
            .map(pair -> pair.split("="))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
    return new Outcome(
        Long.parseLong(parts[0]),
        kinds,
        parts[2].isEmpty() ? List.of() : List.of(parts[2]),
        parts[3],
        Double.parseDouble(parts[4]),
        Double.parseDouble(parts[5]),
        Double.parseDouble(parts[6]),
        Double.parseDouble(parts[7]));
  }

  /** For people. */
  @Override
  public String toString() {
    String verdict =
        !runs()
            ? "Deeplearning4j cannot run it: " + unrunnable
            : holds() ? "holds" : "FAILS\n  " + String.join("\n  ", failures);
    return String.format(
        Locale.ROOT,
        "seed %d %s%n  float: %.3g of the bound, which is %.2g of the largest value%n"
            + "  int8: %.1f dB, derived bound %.1f dB",
        seed,
        verdict,
        floatShare,
        sharpness,
        decibels,
        bound);
  }
}
