package org.dl4jmot.cli;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.cli.fault.Problems;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli could not place. */
final class UnknownArguments {
  private UnknownArguments() {}

  /** Notes each, with what may have been meant. */
  static void check(CommandLine command, List<String> unknown, Problems problems) {
    for (String argument : unknown) {
      String kind = argument.startsWith("-") ? "unknown option " : "superfluous argument ";
      List<String> similar =
          argument.startsWith("-") ? similar(command, argument) : new ArrayList<>();
      problems.add(
          kind
              + "'"
              + argument
              + "'"
              + (similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?"));
    }
  }

  private static List<String> similar(CommandLine command, String argument) {
    List<String> arguments = new ArrayList<>(List.of(argument));
    return new UnmatchedArgumentException(command, arguments)
        .getSuggestions().stream().filter(each -> !each.isBlank()).limit(2).toList();
  }
}
