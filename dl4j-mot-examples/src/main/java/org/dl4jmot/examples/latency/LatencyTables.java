package org.dl4jmot.examples.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures latency (JMH), start-up and memory of networks A and B and writes {@code
 * docs/latency.md}. All cases are measured once a round, so that what is compared stands close in
 * time; the tables hold medians over the rounds.
 */
public final class LatencyTables {
  private static final int ROUNDS = 3;
  private static final double MEDIAN = 50;
  private static final Path DOCUMENT = Path.of("docs", "latency.md");

  private LatencyTables() {}

  /**
   * Measures and writes.
   *
   * @param args number of rounds, 3 if not given
   * @throws Exception if something cannot be measured
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
    Path directory = Files.createTempDirectory("latency");
    NetworkFiles files = NetworkFiles.write(directory);
    Map<Case, List<Double>> micros = new LinkedHashMap<>();
    Map<Case, List<FreshProcess.Costs>> starts = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      System.out.println("round " + round + " of " + rounds);
      for (Case each : Case.all()) {
        micros.computeIfAbsent(each, c -> new ArrayList<>()).add(latency(files, each));
        if (each.batch() == 1) {
          starts.computeIfAbsent(each, c -> new ArrayList<>()).add(start(files, each));
        }
      }
    }
    Files.writeString(DOCUMENT, new LatencyDocument(micros, starts, rounds).write());
    System.out.println(Files.readString(DOCUMENT));
  }

  private static double latency(NetworkFiles files, Case each) throws RunnerException {
    double micros =
        new Runner(
                new OptionsBuilder()
                    .include(ModelLatency.class.getName() + ".run")
                    .param("network", each.network())
                    .param("form", each.form())
                    .param("engine", each.engine().name())
                    .param("batch", Integer.toString(each.batch()))
                    .jvmArgsAppend("-D" + ModelLatency.FILES + "=" + files.directory())
                    .forks(1)
                    .threads(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(500))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle()
            .getPrimaryResult()
            .getStatistics()
            .getPercentile(MEDIAN);
    System.out.printf("%s %.1f us%n", each, micros);
    return micros;
  }

  private static FreshProcess.Costs start(NetworkFiles files, Case each)
      throws IOException, InterruptedException {
    return FreshProcess.measure(files, each.network(), each.form(), each.engine());
  }
}
