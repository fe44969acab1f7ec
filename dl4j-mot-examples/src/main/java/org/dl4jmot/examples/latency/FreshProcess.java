package org.dl4jmot.examples.latency;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A JVM of its own that loads a model and runs one image: what starting costs. */
public final class FreshProcess {
  private static final String RESIDENT = "VmHWM:";

  private FreshProcess() {}

  /**
   * What was measured.
   *
   * @param startMillis from the start of the JVM to the first answer
   * @param loadMillis of it, loading the model and running the first image
   * @param heapKib heap in use behind a garbage collection
   * @param residentMib the most memory the process had
   */
  record Costs(double startMillis, double loadMillis, double heapKib, double residentMib) {}

  /**
   * Runs in the process that is measured and prints the costs.
   *
   * @param args directory, network, form and engine
   * @throws IOException if the system does not tell its memory
   */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    NetworkFiles files = new NetworkFiles(Path.of(args[0]));
    Supplier<Object> run = Engine.valueOf(args[3]).open(files, args[1], args[2], 1);
    Object answer = run.get();
    double load = (System.nanoTime() - start) / 1e6;
    double sinceStart =
        System.currentTimeMillis() - (double) ManagementFactory.getRuntimeMXBean().getStartTime();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.printf(
        Locale.ROOT,
        "costs %.1f %.1f %.0f %.1f %s%n",
        sinceStart,
        load,
        heap / 1024.0,
        resident(),
        answer.getClass().getSimpleName());
  }

  /** In MiB; NaN where the system has no {@code /proc}. */
  private static double resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    String line =
        Files.readAllLines(status).stream().filter(l -> l.startsWith(RESIDENT)).findFirst().get();
    return Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip()) / 1024;
  }

  /** Starts a process and waits for its costs. */
  static Costs measure(NetworkFiles files, String network, String form, Engine engine)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-Dorg."))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            FreshProcess.class.getName(),
            files.directory().toString(),
            network,
            form,
            engine.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the measured process failed: " + command + "\n" + output);
    }
    String[] costs =
        output.lines().filter(l -> l.startsWith("costs ")).findFirst().get().split(" ", -1);
    return new Costs(
        Double.parseDouble(costs[1]),
        Double.parseDouble(costs[2]),
        Double.parseDouble(costs[3]),
        Double.parseDouble(costs[4]));
  }
}
