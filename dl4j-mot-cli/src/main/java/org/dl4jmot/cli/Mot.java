package org.dl4jmot.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dl4jmot.cli.fault.BadInputException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The {@code mot} command.
 *
 * <p>Nothing here or in the declarations of the verbs touches Deeplearning4j or native code: help
 * and refusals come at once.
 */
@Command(
    name = "mot",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    description = "Makes trained Deeplearning4j and Keras networks small and fast, and proves it.",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "mot VERB --help explains a verb, with an example.",
      "",
      "Exit codes: 0 done, 1 verification failed or a required bound does not hold,",
      "2 bad usage or input, 3 a fault of mot itself."
    },
    subcommands = {
      ConvertCommand.class,
      PlanCommand.class,
      InspectCommand.class,
      CompareCommand.class,
      RunCommand.class,
      BenchmarkCommand.class,
      GenerateCompletion.class
    })
public final class Mot implements Runnable {
  private static final String LOG_CONFIGURATION = "org/dl4jmot/cli/logback.xml";

  @Spec private CommandSpec spec;

  @Unmatched private List<String> unknown = new ArrayList<>();

  private Mot() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    configureLibraries(List.of(arguments).contains(Verb.VERBOSE));
    PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    int code = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Before any of them is loaded: they read these once. */
  private static void configureLibraries(boolean verbose) {
    setUnlessGiven("logback.configurationFile", LOG_CONFIGURATION);
    setUnlessGiven("mot.log", verbose ? "INFO" : "OFF");
    setUnlessGiven("org.bytedeco.javacpp.logger", "slf4j");
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Runs the command.
   *
   * @param out receives results
   * @param err receives progress and errors
   * @return exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine command = new CommandLine(new Mot());
    command.setOut(out).setErr(err);
    FaultHandler faults = new FaultHandler();
    command.setExecutionExceptionHandler(faults);
    command.setParameterExceptionHandler(faults);
    return command.execute(arguments);
  }

  /** Without a verb that is known. */
  @Override
  public void run() {
    String verbs = spec.subcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
    throw new BadInputException(
        unknown.isEmpty()
            ? "name a verb: " + verbs
            : "there is no verb '" + unknown.get(0) + "', but " + verbs);
  }
}
