package org.dl4jmot.examples.zoo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Exports the architectures of Deeplearning4j's model zoo and writes docs/zoo.md. What was measured
 * before is kept, so that an interrupted run goes on where it was.
 */
@Command(
    name = "zoo",
    description = "Exports the model zoo in float and int8, verifies and measures it.",
    mixinStandardHelpOptions = true)
public final class Zoo implements Callable<Integer> {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int FAILED = 1;

  @Parameters(
      paramLabel = "NETWORK",
      description = "what to export: ${COMPLETION-CANDIDATES} (default: all)")
  private List<ZooNetwork> networks = List.of(ZooNetwork.values());

  @Option(
      names = "--calibration",
      defaultValue = "4",
      description = "calibration samples (default: ${DEFAULT-VALUE})")
  private int calibration;

  @Option(
      names = "--verification",
      defaultValue = "1",
      description = "samples to verify on (default: ${DEFAULT-VALUE})")
  private int verification;

  @Option(
      names = "--scale",
      defaultValue = "FULL",
      description =
          "inputs: ${COMPLETION-CANDIDATES}; SMALL images where full ones take many minutes"
              + " (default: ${DEFAULT-VALUE})")
  private ZooNetwork.Scale scale;

  @Option(names = "--again", description = "measure anew what was measured before")
  private boolean again;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "measurements (default: dl4j-mot-examples/target/zoo, where Maven runs this)")
  private Path out =
      Path.of(System.getProperty("dl4jmot.output", "dl4j-mot-examples/target"), "zoo");

  @Option(
      names = "--document",
      paramLabel = "FILE",
      defaultValue = "docs/zoo.md",
      description = "the tables to write, of all that was measured (default: ${DEFAULT-VALUE})")
  private Path document;

  private Zoo() {}

  /**
   * Runs the program and exits: 0 if every wanted architecture was exported and agrees, 1 if not, 2
   * for bad arguments.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Zoo()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    int status = ExitCode.OK;
    for (ZooNetwork network : networks) {
      if ((again || !Files.exists(file(network))) && !measure(network)) {
        status = FAILED;
      }
    }
    List<ZooMeasurement> measurements = new ArrayList<>();
    for (ZooNetwork network : ZooNetwork.values()) {
      if (Files.exists(file(network))) {
        measurements.add(GSON.fromJson(Files.readString(file(network)), ZooMeasurement.class));
      }
    }
    Files.writeString(document, new ZooDocument(measurements).write());
    System.out.println("wrote " + document + ": " + measurements.size() + " architectures");
    return measurements.stream().allMatch(ZooDocument::agrees) ? status : Integer.valueOf(FAILED);
  }

  private boolean measure(ZooNetwork network) throws IOException {
    try {
      ZooMeasurement measurement = ZooExport.run(network, scale, calibration, verification);
      Files.writeString(file(network), GSON.toJson(measurement) + "\n");
      System.out.printf(
          Locale.ROOT,
          "%s: float error %.1e, int8 %.1f dB%n",
          network.label(),
          measurement.error(),
          measurement.int8().outputDecibels());
      return true;
    } catch (RuntimeException e) {
      System.out.println(network.label() + " failed: " + e);
      return false;
    } catch (OutOfMemoryError e) {
      System.out.println(
          network.label() + " failed: out of heap; take --scale SMALL, or more: -Drun.heap=16g");
      return false;
    }
  }

  private Path file(ZooNetwork network) {
    return out.resolve(network.label() + ".json");
  }
}
