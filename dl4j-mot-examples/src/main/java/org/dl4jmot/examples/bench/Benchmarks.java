package org.dl4jmot.examples.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmarks named on the command line, or all of them, and exits with status 1 if a claim
 * does not hold, with 2 if a name is unknown.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /** Every benchmark, by the name it has on the command line. */
  private static Map<String, Benchmark> all() {
    Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
    benchmarks.put("onednn", new OneDnnEpoch());
    benchmarks.put("steps", new StepTime());
    benchmarks.put("export", new ExportTime());
    benchmarks.put("calibration", new CalibrationTime());
    benchmarks.put("interpreter", new InterpreterTime());
    return benchmarks;
  }

  /**
   * Runs benchmarks.
   *
   * @param args names of benchmarks; none for all
   */
  public static void main(String[] args) {
    Map<String, Benchmark> all = all();
    List<String> names = args.length == 0 ? List.copyOf(all.keySet()) : Arrays.asList(args);
    List<String> unknown = names.stream().filter(name -> !all.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      System.err.println("unknown benchmark " + unknown + ": there are " + all.keySet());
      System.exit(2);
    }
    boolean holds = true;
    for (String name : names) {
      holds &= run(name, all.get(name));
    }
    System.exit(holds ? 0 : 1);
  }

  private static boolean run(String name, Benchmark benchmark) {
    System.out.println(name + ": " + benchmark.claim());
    Benchmark.Outcome outcome = benchmark.run();
    System.out.println("  " + outcome.details());
    System.out.println("  " + (outcome.holds() ? "holds" : "DOES NOT HOLD"));
    return outcome.holds();
  }
}
