package org.dl4jmot.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.fault.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mot run}. */
@Command(
    name = "run",
    description = {
      "Runs a .tflite file on samples in .npy arrays and writes what it answers.",
      "An array of the input's own type is fed as it is, any other as real numbers."
    },
    footer = "  mot run model.tflite --input images.npy -o answers.npy")
final class RunCommand extends Verb {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "a .tflite file")
  private Path file;

  @Option(
      names = "--input",
      order = 1,
      paramLabel = "X.npy",
      description = "samples; as often as the file has inputs, in its order")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      order = 2,
      paramLabel = "Y.npy",
      description = "what it answers; as often as the file has outputs, in its order")
  private List<Path> outputs = new ArrayList<>();

  @Option(
      names = "--engine",
      order = 3,
      defaultValue = "java",
      paramLabel = "ENGINE",
      completionCandidates = Choices.Engines.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private String engine;

  @Option(
      names = "--raw",
      order = 4,
      description = "write the elements of the outputs as they are, not as real numbers")
  private boolean raw;

  @Override
  Work prepare(Problems problems) {
    problems.file("FILE", file);
    problems.require(!inputs.isEmpty(), "--input is missing: name a .npy array per input");
    inputs.forEach(input -> problems.readable("--input", input));
    problems.require(!outputs.isEmpty(), "--output is missing: name a .npy file per output");
    outputs.forEach(output -> problems.output("--output", output));
    EngineKind kind = problems.choice("--engine", EngineKind.class, engine).orElse(EngineKind.JAVA);
    FileRun.Answers answers = raw ? FileRun.Answers.ELEMENTS : FileRun.Answers.REALS;
    return () -> print(new FileRun(file, inputs, outputs, answers).run(kind, progress()));
  }

  private void print(FileRun.Result result) {
    if (json()) {
      out().println(Json.text(json(result)));
      return;
    }
    out().printf(Locale.ROOT, "%d samples in %s%n", result.samples(), result.engine());
    for (FileRun.Written each : result.written()) {
      out()
          .printf(
              Locale.ROOT,
              "%s: output '%s', %s %s%n",
              each.file(),
              each.output(),
              each.type(),
              Arrays.toString(each.shape()));
    }
  }

  private static JsonObject json(FileRun.Result result) {
    JsonObject json = new JsonObject();
    json.addProperty("engine", result.engine());
    json.addProperty("samples", result.samples());
    JsonArray written = new JsonArray();
    for (FileRun.Written each : result.written()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", each.output());
      one.addProperty("file", each.file().toString());
      one.addProperty("type", each.type());
      JsonArray shape = new JsonArray();
      Arrays.stream(each.shape()).forEach(shape::add);
      one.add("shape", shape);
      written.add(one);
    }
    json.add("outputs", written);
    return json;
  }
}
