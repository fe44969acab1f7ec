package org.dl4jmot.examples.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Outcomes of many networks, kept in a file that a later run reads. */
final class Campaign {
  private final Path file;
  private final SortedMap<Long, Outcome> outcomes = new TreeMap<>();

  /** Outcomes in a directory; those of other lists of kinds lie in other files and do not count. */
  Campaign(Path directory) throws IOException {
    Files.createDirectories(directory);
    file = directory.resolve("outcomes-" + Integer.toHexString(generator()) + ".tsv");
    if (Files.exists(file)) {
      Files.readAllLines(file).stream()
          .map(Outcome::parse)
          .forEach(outcome -> outcomes.put(outcome.seed(), outcome));
    }
  }

  /** What changes as the lists of kinds grow: a seed then means another network. */
  private static int generator() {
    return Stream.of(
            LayerKinds.all().stream().map(LayerKind::name),
            LayerKinds.last().stream().map(LayerKind::name),
            VertexKinds.all().stream().map(VertexKind::name))
        .flatMap(names -> names)
        .toList()
        .hashCode();
  }

  /** Checks a seed that was not checked before. */
  void check(long seed) throws IOException {
    if (outcomes.containsKey(seed)) {
      return;
    }
    Outcome outcome = outcome(seed, Integer.MAX_VALUE);
    outcomes.put(seed, outcome);
    Files.writeString(
        file, outcome.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (!outcome.holds()) {
      System.out.println(outcome);
      System.out.println("  enough of it: " + smallest(seed));
    }
  }

  /** What is found about the beginning of a seed's network. */
  static Outcome outcome(long seed, int most) {
    try {
      return NetworkCheck.of(RandomNetwork.of(seed, most));
    } catch (UnrunnableNetworkException e) {
      return Outcome.unrunnable(seed, e.getMessage());
    }
  }

  /** The shortest beginning of a failing network that fails. */
  private static RandomNetwork smallest(long seed) {
    int steps = 1;
    int all = RandomNetwork.of(seed).size();
    while (steps < all && outcome(seed, steps).holds()) {
      steps++;
    }
    return steps < all ? RandomNetwork.of(seed, steps) : RandomNetwork.of(seed);
  }

  /** The seeds of a range that fail. */
  List<Long> failing(long from, long count) {
    return outcomes.subMap(from, from + count).values().stream()
        .filter(outcome -> !outcome.holds())
        .map(Outcome::seed)
        .toList();
  }

  /** The table of docs/random-networks.md. */
  String summary(long from, long count) {
    List<Outcome> all = List.copyOf(outcomes.subMap(from, from + count).values());
    List<Outcome> ran = all.stream().filter(Outcome::runs).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "| %,d networks, seeds from %d | |%n|---|---|%n", all.size(), from));
    row(text, "Deeplearning4j cannot run", Integer.toString(all.size() - ran.size()));
    row(text, "fail", failing(from, count).size() + " " + failing(from, count));
    row(text, "float: difference / bound, median and largest", range(ran, Outcome::floatShare));
    row(text, "float: bound / largest value, median and largest", range(ran, Outcome::sharpness));
    row(text, "int8: signal-to-noise dB, 1st, 5th, 50th percentile", percentiles(ran));
    row(text, "int8: dB above the derived bound, least", leastMargin(ran));
    row(text, "layers and vertices", kinds(ran));
    return text.toString();
  }

  private static void row(StringBuilder text, String title, String value) {
    text.append("| ").append(title).append(" | ").append(value).append(" |\n");
  }

  private static double[] sorted(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return outcomes.stream()
        .mapToDouble(value)
        .filter(each -> !Double.isNaN(each))
        .sorted()
        .toArray();
  }

  private static String range(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    double[] values = sorted(outcomes, value);
    return values.length == 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.2g, %.2g", values[values.length / 2], values[values.length - 1]);
  }

  private static String percentiles(List<Outcome> outcomes) {
    double[] values = sorted(outcomes, Outcome::decibels);
    return Arrays.stream(new double[] {0.01, 0.05, 0.5})
        .filter(share -> values.length > 0)
        .mapToObj(
            share -> String.format(Locale.ROOT, "%.1f", values[(int) (share * values.length)]))
        .collect(Collectors.joining(", "));
  }

  private static String leastMargin(List<Outcome> outcomes) {
    double[] values = sorted(outcomes, outcome -> outcome.decibels() - outcome.bound());
    return values.length == 0 ? "-" : String.format(Locale.ROOT, "%.1f", values[0]);
  }

  private static String kinds(List<Outcome> outcomes) {
    Map<String, Long> sums =
        outcomes.stream()
            .flatMap(outcome -> outcome.kinds().entrySet().stream())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey, TreeMap::new, Collectors.summingLong(Map.Entry::getValue)));
    return sums.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
