package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  /** A verb, and what is said of it on this line and the indented ones below. */
  private static final Pattern VERB = Pattern.compile("\\n  \\w.*(\\n {4,}.*)*");

  @ParameterizedTest
  @ValueSource(strings = {"convert", "plan", "inspect", "compare", "run", "benchmark"})
  void everyVerbExplainsItselfWithAnExample(String verb) throws IOException {
    Call call = Call.of(verb, "--help").succeeded();
    assertTrue(call.out().startsWith("Usage: mot " + verb), call.out());
    assertTrue(call.out().contains("Example:\n  mot " + verb), call.out());
    assertTrue(call.out().contains("--json"), call.out());
    String guide = Files.readString(Path.of("..", "docs", "cli.md"));
    assertTrue(guide.contains("\n## " + verb + "\n"), "docs/cli.md has no section on " + verb);
  }

  @Test
  void saysOfEveryVerbInAWholeSentenceWhatItDoes() {
    String help = Call.of("--help").succeeded().out();
    String verbs = help.substring(help.indexOf("Verbs:\n") + 6);
    List<MatchResult> entries = VERB.matcher(verbs).results().toList();
    assertEquals(7, entries.size(), help);
    for (MatchResult entry : entries) {
      assertTrue(entry.group().strip().endsWith("."), entry.group());
    }
  }

  @Test
  void namesTheVerbsWhereNoneIsGiven() {
    Call.of().refused(2, "mot: name a verb: ", "benchmark, compare, convert");
    Call.of("frobnicate").refused(2, "there is no verb 'frobnicate'", "convert");
    Call.of("convert", "--mode").refused(2, "Missing required parameter for option '--mode'");
    Call.of("convert", "--quiet", "--outptu=x")
        .refused(2, "MODEL is missing", "unknown option '--outptu=x', did you mean --output");
  }

  @Test
  void completesVerbsAndModesInBash(@TempDir Path directory) throws IOException {
    String script = Call.of("generate-completion").succeeded().out();
    Path file = directory.resolve("completion.bash");
    Files.writeString(
        file,
        script
            + """

            COMP_WORDS=(mot convert --mode in); COMP_CWORD=3; COMP_LINE="mot convert --mode in"
            _complete_mot
            echo "${COMPREPLY[@]}"
            COMP_WORDS=(mot con); COMP_CWORD=1; COMP_LINE="mot con"
            _complete_mot
            echo "${COMPREPLY[@]}"
            """);
    Call call = Call.start(directory, List.of("bash", file.toString())).succeeded();
    assertEquals(List.of("int8", "convert"), call.out().lines().map(String::strip).toList());
  }
}
