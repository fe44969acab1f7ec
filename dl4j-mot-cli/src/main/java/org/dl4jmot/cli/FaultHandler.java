package org.dl4jmot.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.cli.fault.BoundBrokenException;
import org.dl4jmot.core.export.VerificationFailedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever went wrong into one line and an exit code. */
final class FaultHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  static final int VERIFICATION_FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int INTERNAL = 3;
  private static final String OWN_PACKAGE = "org.dl4jmot.";
  private static final String INPUT_TYPE = "Pass its InputType";
  private static final Set<Class<?>> FAILURES =
      Set.of(VerificationFailedException.class, BoundBrokenException.class);
  // The library refuses with exceptions of its own or with these.
  private static final Set<Class<?>> REFUSALS =
      Set.of(IllegalArgumentException.class, UncheckedIOException.class);

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    boolean verbose = command.getCommand() instanceof Verb verb && verb.verbose();
    return refuse(command, fault, verbose);
  }

  @Override
  public int handleParseException(ParameterException fault, String[] arguments) {
    boolean verbose = List.of(arguments).contains(Verb.VERBOSE);
    return refuse(
        fault.getCommandLine(), new BadInputException(fault.getMessage(), fault), verbose);
  }

  /** Prints the line, behind it the trace if asked to, and answers the exit code. */
  private static int refuse(CommandLine command, Throwable fault, boolean verbose) {
    int code = code(fault);
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + line(fault, code, name));
    if (verbose) {
      fault.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  private static int code(Throwable fault) {
    if (FAILURES.contains(fault.getClass())) {
      return VERIFICATION_FAILED;
    }
    boolean refusal =
        fault.getClass().getName().startsWith(OWN_PACKAGE) || REFUSALS.contains(fault.getClass());
    return refusal || fault instanceof IOException ? BAD_INPUT : INTERNAL;
  }

  private static String line(Throwable fault, int code, String name) {
    String message = oneLine(message(fault));
    return switch (code) {
      case INTERNAL ->
          "a fault of mot itself, please report it: " + message + " (--verbose shows the trace)";
      case BAD_INPUT ->
          fault instanceof BadInputException
              ? message + " (" + name + " --help explains)"
              : message;
      default -> message;
    };
  }

  private static String message(Throwable fault) {
    if (fault instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    boolean meantForUsers =
        fault.getClass().getName().startsWith(OWN_PACKAGE) || REFUSALS.contains(fault.getClass());
    if (!meantForUsers || fault.getMessage() == null) {
      return fault.toString();
    }
    // The library's advice is for callers in Java.
    return fault.getMessage().contains(INPUT_TYPE)
        ? fault.getMessage() + " In the shell: --input-shape, such as 28,28,1"
        : fault.getMessage();
  }

  /** Lists that the library prints line by line become sentences behind each other. */
  static String oneLine(String message) {
    return message.strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("[.;]?\\s*\\R\\s*", "; ");
  }
}
