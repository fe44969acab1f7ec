package org.dl4jmot.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Damaged files in a JVM of their own, whose heap is what they may take. */
class MutatedFilesMemoryTest {
  private static final int FILES = Integer.getInteger("dl4jmot.mutations", 200) / 4;

  /** The largest file has 0.9 MB; on an idle machine the slowest takes well under a second. */
  private static final long LONGEST_MILLIS = 20_000;

  @Test
  void damagedFilesTakeBoundedMemoryAndTime() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MutatedFilesProgram.class.getName(),
                Integer.toString(FILES))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), printed);
    Matcher longest = Pattern.compile("longest (\\d+)").matcher(printed);
    assertTrue(longest.find(), printed);
    assertTrue(Long.parseLong(longest.group(1)) < LONGEST_MILLIS, printed);
  }
}
