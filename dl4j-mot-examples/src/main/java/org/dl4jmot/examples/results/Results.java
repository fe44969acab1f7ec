package org.dl4jmot.examples.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jmot.examples.measure.BitExactness;
import org.dl4jmot.examples.measure.ResidualFile;
import org.dl4jmot.fashionmnist.DataSetException;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.onednn.OneDnn;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/**
 * Measures the tables of docs/results.md: trains the reference's networks by its recipe, exports
 * every form and runs all test images. Takes hours; an interrupted run goes on where it was.
 */
@Command(
    name = "results",
    description = "Trains, exports and measures what docs/results.md tells, and writes it.",
    mixinStandardHelpOptions = true)
public final class Results implements Callable<Integer> {
  private static final int FAILED = 1;

  @Mixin private ResultsArguments arguments;

  private Results() {}

  /**
   * Runs the program and exits: 0 if all went well, 1 if the data cannot be read or a file not be
   * written, 2 for bad arguments.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Results())
            .setExecutionExceptionHandler(Results::explain)
            .execute(args));
  }

  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof DataSetException || e instanceof IOException) {
      command.getErr().println(e.getMessage());
      return FAILED;
    }
    throw e;
  }

  @Override
  public Integer call() throws IOException {
    System.out.println(OneDnn.enable().message());
    FashionMnist data = arguments.load();
    Measurements measurements = new Measurements(arguments.out());
    Checkpoints checkpoints = new Checkpoints(arguments.out());
    new Recipe(data, checkpoints, measurements, arguments.wanted(checkpoints))
        .run(arguments.architectures(), arguments.seeds());
    Pairs pairs = new Pairs(arguments.out());
    new PairedTraining(data, checkpoints, pairs)
        .run(arguments.architectures(), arguments.seeds(), arguments.repetitions());
    BitExactness residual =
        BitExactness.of(
            ResidualFile.of(data.train()), data.test(), Exporting.IMAGES_FOR_ALL_TENSORS);
    Path document = arguments.document();
    Files.createDirectories(document.toAbsolutePath().getParent());
    Files.writeString(
        document,
        new ResultsDocument(measurements, pairs, arguments.architectures(), arguments.seeds())
            .write(data.source(), data.test().size(), residual));
    System.out.println("wrote " + document);
    return ExitCode.OK;
  }
}
