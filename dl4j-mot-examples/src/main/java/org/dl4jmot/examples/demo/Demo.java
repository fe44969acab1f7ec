package org.dl4jmot.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dl4jmot.fashionmnist.DataSetException;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.onednn.OneDnn;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/**
 * The demo: trains a convolutional network on Fashion-MNIST, optimizes it in eight variants,
 * exports each, verifies it in LiteRT and prints what each is worth.
 */
@Command(
    name = "demo",
    description = "Trains, quantizes, prunes, exports and verifies a network on real images.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  private static final int FAILED = 1;

  @Mixin private DemoArguments arguments;

  private final Progress progress = new Progress(System.out);

  private Demo() {}

  /**
   * Runs the demo and exits: 0 if all went well, 1 if something cannot be done here, 2 for bad
   * arguments.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Demo()).setExecutionExceptionHandler(Demo::explain).execute(args);
  }

  /** What the user can mend is a message; anything else is a bug and keeps its stack trace. */
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
    arguments.check();
    if (!LiteRt.isAvailable()) {
      System.err.println(LiteRt.unavailableReason().orElseThrow());
      return FAILED;
    }
    FashionMnist data = arguments.load();
    Files.createDirectories(arguments.output());
    progress.say(
        "%,d training and %,d test images from %s, seed %d",
        data.train().size(), data.test().size(), data.source(), arguments.seed());
    progress.say("%s", OneDnn.enable().message());
    TrainedNetworks networks =
        new Training(data.train(), arguments.seed(), arguments.epochs(), progress).run();
    List<VariantResult> results = ship(networks, data);
    report(results);
    return ExitCode.OK;
  }

  private List<VariantResult> ship(TrainedNetworks networks, FashionMnist data) throws IOException {
    Measuring measuring = new Measuring(data.test());
    List<VariantResult> results = new ArrayList<>();
    for (Variant variant : Variant.all(networks, data.train())) {
      Path file = arguments.output().resolve(variant.fileName());
      variant.exporter().write(file);
      results.add(measuring.of(variant, Files.readAllBytes(file)));
      progress.say("%s: exported, verified in LiteRT, measured", variant.name());
    }
    return results;
  }

  private void report(List<VariantResult> results) throws IOException {
    Path json = arguments.output().resolve("results.json");
    ResultsJson.write(results, json);
    System.out.println();
    System.out.print(ResultTable.of(results));
    System.out.println(
        "accuracy and agreement: LiteRT "
            + LiteRt.version()
            + ", built-in kernels; LiteRT latency: XNNPACK, one thread; median, batch 1");
    System.out.println();
    progress.say("wrote %s and %d .tflite files beside it", json, results.size());
  }
}
