package org.dl4jmot.runtime.sweep;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.tensor.DataType;

/** Files, their inputs and what the interpreter makes of them, for {@link OldRuntime} to run. */
final class OldRuntimeFiles {
  private static final String LIBRARY = "native/lib/libtensorflowlite_jni.so";
  private final Path directory;
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> expected = new ArrayList<>();
  private final List<DataType> types = new ArrayList<>();

  /** What the old runtime made of one file. */
  record Answer(
      String name, DataType type, byte[] expected, Optional<byte[]> actual, String error) {

    /** How many bytes differ. */
    long differing() {
      byte[] other = actual.orElse(expected);
      return IntStream.range(0, expected.length)
          .filter(i -> i >= other.length || expected[i] != other[i])
          .count();
    }

    /** Largest difference of two elements, integers in steps, floats by the largest element. */
    double farthest() {
      double[] one = elements(expected);
      double[] other = elements(actual.orElse(expected));
      double largest = type == DataType.FLOAT32 ? Double.MIN_NORMAL : 1;
      double farthest = 0;
      for (int i = 0; i < one.length; i++) {
        farthest = Math.max(farthest, one[i] == other[i] ? 0 : Math.abs(one[i] - other[i]));
        largest = type == DataType.FLOAT32 ? Math.max(largest, Math.abs(one[i])) : 1;
      }
      return farthest / largest;
    }

    private double[] elements(byte... bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return IntStream.range(0, bytes.length / type.bytes())
          .mapToDouble(
              i ->
                  switch (type) {
                    case FLOAT32 -> buffer.getFloat(4 * i);
                    case INT32 -> buffer.getInt(4 * i);
                    case UINT8, BOOL -> buffer.get(i) & 0xff;
                    default -> buffer.get(i);
                  })
          .toArray();
    }
  }

  OldRuntimeFiles(Path directory) {
    this.directory = directory;
  }

  /** Whether the class path has an old runtime for this machine. */
  static boolean available() {
    return OldRuntimeFiles.class.getClassLoader().getResource(LIBRARY) != null;
  }

  int size() {
    return names.size();
  }

  /** Adds a file whose graph an interpreter has just run. */
  void add(String name, ByteBuffer file, Interpreter ran) throws IOException {
    int n = names.size();
    byte[] bytes = new byte[file.remaining()];
    file.duplicate().get(bytes);
    Files.write(directory.resolve(n + ".tflite"), bytes);
    for (int i = 0; i < ran.graph().inputs().size(); i++) {
      Files.write(directory.resolve(n + ".in" + i), ran.input(i).toBytes());
    }
    names.add(name);
    expected.add(ran.output(0).toBytes());
    types.add(ran.output(0).tensor().type());
  }

  /** Runs all files; after a crash goes on behind the file that caused it. */
  List<Answer> run() throws IOException, InterruptedException {
    try (InputStream library = getClass().getClassLoader().getResourceAsStream(LIBRARY)) {
      Files.copy(library, directory.resolve(new File(LIBRARY).getName()));
    }
    int next = 0;
    while (next < names.size()) {
      int exit = child(next);
      next = exit == 0 ? names.size() : crashed(next) + 1;
    }
    List<Answer> answers = new ArrayList<>();
    for (int n = 0; n < names.size(); n++) {
      answers.add(answer(n));
    }
    return answers;
  }

  private int child(int first) throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-cp",
                location(OldRuntime.class)
                    + File.pathSeparator
                    + location(org.tensorflow.lite.Interpreter.class),
                OldRuntime.class.getName(),
                directory.toString(),
                Integer.toString(first),
                Integer.toString(names.size()))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    if (!Files.exists(directory.resolve("version"))) {
      throw new IOException("the old runtime did not start: " + Files.readString(log));
    }
    return process.exitValue();
  }

  private static String location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Path.of(java.net.URI.create(source.getLocation().toString())).toString();
  }

  private int crashed(int first) {
    int n = first;
    while (Files.exists(directory.resolve(n + 1 + ".error"))
        || Files.exists(directory.resolve(n + 1 + ".out"))) {
      n++;
    }
    return n;
  }

  private Answer answer(int n) {
    try {
      Path error = directory.resolve(n + ".error");
      return Files.exists(error)
          ? new Answer(
              names.get(n),
              types.get(n),
              expected.get(n),
              Optional.empty(),
              Files.readString(error))
          : new Answer(
              names.get(n),
              types.get(n),
              expected.get(n),
              Optional.of(Files.readAllBytes(directory.resolve(n + ".out"))),
              "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version the old runtime says it has. */
  String version() throws IOException {
    return Files.readString(directory.resolve("version"));
  }
}
