package org.dl4jmot.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.cli.fault.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What all verbs have in common: first every check that needs no work, then the work. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    footerHeading = "%nExample:%n")
abstract class Verb implements Callable<Integer> {
  static final String VERBOSE = "--verbose";

  @Spec private CommandSpec spec;

  @Unmatched private List<String> unknown = new ArrayList<>();

  @Option(names = "--json", order = 100, description = "print one JSON object instead of text")
  private boolean json;

  @Option(names = "--quiet", order = 101, description = "no progress on standard error")
  private boolean quiet;

  @Option(
      names = VERBOSE,
      order = 102,
      description = "log what the libraries do, and show the trace of an error")
  private boolean verbose;

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Progress progress() {
    return quiet ? Progress.none() : new Progress(spec.commandLine().getErr());
  }

  /** What is left to do once nothing is wrong with the call. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Notes everything that is wrong with the call and says what to do; no work yet. */
  abstract Work prepare(Problems problems);

  @Override
  public final Integer call() throws Exception {
    Problems problems = new Problems();
    UnknownArguments.check(spec.commandLine(), unknown, problems);
    Work work = prepare(problems);
    problems.fail();
    try {
      work.run();
    } catch (OutOfMemoryError e) {
      throw new BadInputException(
          "there is not enough memory; give it more, such as MOT_OPTS=-Xmx8g mot ...", e);
    }
    out().flush();
    return 0;
  }
}
