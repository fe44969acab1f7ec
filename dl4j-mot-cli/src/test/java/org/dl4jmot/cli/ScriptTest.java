package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, as built by the Maven that runs this test. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for bash")
class ScriptTest {
  private static final Path SCRIPT = Path.of("..", "mot").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @BeforeEach
  void builtByMaven() {
    assumeTrue(
        System.getProperty("surefire.test.class.path") != null
            || System.getProperty("basedir") != null,
        "only a Maven build has written the classpath that the script starts");
  }

  @Test
  void startsFromAnyDirectoryAndThroughALinkWithoutBuildingAgain() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("my mot"), SCRIPT);
    Call help = Call.start(directory, List.of(link.toString(), "--help")).succeeded();
    assertTrue(help.out().startsWith("Usage: mot"), help.out());
    assertEquals("", help.err(), "nothing is built");
  }

  @Test
  void passesArgumentsWithSpacesAndTheExitCodeOn() {
    List<String> command = List.of(SCRIPT.toString(), "inspect", "no such file.tflite");
    Call.start(directory, command).refused(2, "there is no file no such file.tflite");
  }
}
