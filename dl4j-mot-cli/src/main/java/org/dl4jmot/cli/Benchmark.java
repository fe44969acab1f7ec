package org.dl4jmot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.dl4jmot.cli.engine.Engine;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.engine.JavaEngine;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.Tensor;

/** What {@code mot benchmark} does for one file. */
final class Benchmark {
  /** Engines take turns, so that what else the machine does meets all of them. */
  private static final int ROUNDS = 5;

  private static final int PROFILED_RUNS = 50;
  private static final int LEAST_RUNS = 4;
  private static final long SEED = 1;

  private final Path file;
  private final long nanosPerRound;

  /** Times of a run in one engine, microseconds. */
  record Latency(
      String engine,
      int runs,
      double mean,
      double least,
      double p50,
      double p90,
      double p99,
      double most) {}

  /** Mean time of a node in pure Java, microseconds. */
  record Step(String op, String output, double micros, double share) {}

  /** Everything about a file; no steps without the Java engine. */
  record Result(Path file, List<Latency> latencies, List<Step> steps) {}

  Benchmark(Path file, double seconds) {
    this.file = file;
    nanosPerRound = (long) (seconds * 1e9 / ROUNDS);
  }

  Result run(List<EngineKind> kinds) throws IOException {
    Map<EngineKind, Engine> engines = new EnumMap<>(EngineKind.class);
    try {
      for (EngineKind kind : kinds) {
        Engine engine = kind.load(file);
        engines.put(kind, engine);
        feed(engine);
        measure(engine, ROUNDS * nanosPerRound);
      }
      Map<EngineKind, List<Long>> nanos = new EnumMap<>(EngineKind.class);
      for (int round = 0; round < ROUNDS; round++) {
        engines.forEach(
            (kind, engine) ->
                nanos
                    .computeIfAbsent(kind, none -> new ArrayList<>())
                    .addAll(measure(engine, nanosPerRound)));
      }
      List<Latency> latencies = new ArrayList<>();
      engines.forEach(
          (kind, engine) -> latencies.add(latency(engine.description(), nanos.get(kind))));
      return new Result(file, latencies, steps(engines));
    } finally {
      engines.values().forEach(Engine::close);
    }
  }

  /** Seeded values in the range of each input. */
  private static void feed(Engine engine) {
    Random random = new Random(SEED);
    for (int i = 0; i < engine.inputs().size(); i++) {
      Tensor input = engine.inputs().get(i);
      if (input.type().isFloatingPoint()) {
        float[] values = new float[input.shape().elements()];
        for (int j = 0; j < values.length; j++) {
          values[j] = random.nextFloat();
        }
        engine.feed(i, values);
      } else if (input.quantization().isPresent()) {
        byte[] elements = new byte[input.shape().elements() * input.type().bytes()];
        random.nextBytes(elements);
        engine.feed(i, elements);
      } else {
        // Indices, of which 0 always is one.
        engine.feed(i, new byte[input.shape().elements() * input.type().bytes()]);
      }
    }
  }

  private static List<Long> measure(Engine engine, long duration) {
    List<Long> nanos = new ArrayList<>();
    long begin = System.nanoTime();
    while (nanos.size() < LEAST_RUNS || System.nanoTime() - begin < duration) {
      long start = System.nanoTime();
      engine.run();
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }

  private static Latency latency(String engine, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Latency(
        engine,
        sorted.length,
        LongStream.of(sorted).average().orElse(0) / 1e3,
        sorted[0] / 1e3,
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 99),
        sorted[sorted.length - 1] / 1e3);
  }

  /** The smallest value that so many percent do not exceed. */
  private static double percentile(long[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e3;
  }

  private static List<Step> steps(Map<EngineKind, Engine> engines) {
    if (!(engines.get(EngineKind.JAVA) instanceof JavaEngine engine)) {
      return List.of();
    }
    Map<Node, Long> nanos = new HashMap<>();
    List<Node> order = new ArrayList<>();
    for (int run = 0; run < PROFILED_RUNS; run++) {
      engine.run(
          (node, taken) -> {
            if (nanos.merge(node, taken, Long::sum) == taken && !order.contains(node)) {
              order.add(node);
            }
          });
    }
    double all = nanos.values().stream().mapToLong(Long::longValue).sum();
    return order.stream()
        .map(
            node ->
                new Step(
                    node.op().type(),
                    node.output(),
                    nanos.get(node) / 1e3 / PROFILED_RUNS,
                    nanos.get(node) / Math.max(1, all)))
        .toList();
  }
}
