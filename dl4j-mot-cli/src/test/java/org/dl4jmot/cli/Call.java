package org.dl4jmot.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * What a call of {@code mot} answered.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Call(int code, String out, String err) {
  private static final int MINUTES = 3;

  /** In this process, which is quicker. */
  static Call of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Mot.run(new PrintWriter(out), new PrintWriter(err), strings(arguments));
    return new Call(code, out.toString(), err.toString());
  }

  /** In a process of its own, as a shell starts it. */
  static Call process(Path directory, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp", absoluteClasspath()));
    command.add(Mot.class.getName());
    command.addAll(List.of(strings(arguments)));
    return start(directory, command);
  }

  /** Any command, in a process of its own. */
  static Call start(Path directory, List<String> command) {
    try {
      Path out = Files.createTempFile("mot", ".out");
      Path err = Files.createTempFile("mot", ".err");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        Assertions.fail("no end after " + MINUTES + " minutes: " + command);
      }
      Call call = new Call(process.exitValue(), text(out), text(err));
      Files.delete(out);
      Files.delete(err);
      return call;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Surefire's may be relative, and may stand in a manifest, which a child reads too. */
  private static String absoluteClasspath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private static String[] strings(Object... arguments) {
    return Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
  }

  /** Fails unless the call did its work. */
  Call succeeded() {
    Assertions.assertEquals(0, code, () -> "standard error:\n" + err);
    return this;
  }

  /** Fails unless the call ended with this code and one line that says all of this. */
  void refused(int expected, String... parts) {
    Assertions.assertEquals(expected, code, () -> "standard error:\n" + err + "\nout:\n" + out);
    List<String> errors = err.lines().filter(line -> line.startsWith("mot")).toList();
    Assertions.assertEquals(1, errors.size(), () -> "not one line of error:\n" + err);
    Assertions.assertFalse(err.contains("\tat "), () -> "a stack trace:\n" + err);
    for (String part : parts) {
      Assertions.assertTrue(errors.get(0).contains(part), () -> part + " not in: " + errors.get(0));
    }
  }

  JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
