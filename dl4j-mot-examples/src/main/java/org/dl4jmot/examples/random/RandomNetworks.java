package org.dl4jmot.examples.random;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jmot.onednn.OneDnn;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * Checks any number of random networks. What was checked is not checked again; failing seeds are
 * printed, with the beginning of the network that is enough to fail.
 */
@Command(
    name = "random",
    description = "Checks random networks, one per seed, and says which seeds fail.",
    mixinStandardHelpOptions = true)
public final class RandomNetworks implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--from",
      defaultValue = "0",
      description = "first seed (default: ${DEFAULT-VALUE})")
  private long from;

  @Option(
      names = "--count",
      defaultValue = "10000",
      description = "how many seeds (default: ${DEFAULT-VALUE})")
  private long count;

  @Option(
      names = "--show",
      paramLabel = "SEED",
      description = "print the network of one seed and what is found about it, and nothing else")
  private Long shown;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where outcomes are kept, so that an interrupted run goes on where it was (default:"
              + " dl4j-mot-examples/target/random, where Maven runs this)")
  private Path out;

  private RandomNetworks() {}

  /**
   * Runs the program and exits: 0 if all networks hold, 1 if some do not, 2 for bad arguments.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new RandomNetworks()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    // The networks are the reference here: as plain as Deeplearning4j computes them.
    OneDnn.disable();
    return shown == null ? checkAll() : show(shown);
  }

  private int show(long seed) {
    RandomNetwork network = RandomNetwork.of(seed);
    System.out.println(network);
    Outcome outcome = NetworkCheck.of(network);
    System.out.println(outcome);
    return outcome.holds() ? ExitCode.OK : FAILED;
  }

  private int checkAll() throws IOException {
    Campaign campaign = new Campaign(directory());
    for (long seed = from; seed < from + count; seed++) {
      campaign.check(seed);
    }
    System.out.print(campaign.summary(from, count));
    return campaign.failing(from, count).isEmpty() ? ExitCode.OK : FAILED;
  }

  private Path directory() {
    return out != null
        ? out
        : Path.of(System.getProperty("dl4jmot.output", "dl4j-mot-examples/target"), "random");
  }
}
