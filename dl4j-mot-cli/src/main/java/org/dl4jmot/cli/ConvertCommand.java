package org.dl4jmot.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.fault.Choice;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.ModelKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mot convert}. */
@Command(
    name = "convert",
    description = {
      "Writes a trained network as a .tflite file that has been verified.",
      "A file that was there before is replaced only after success."
    },
    footer = {
      "  mot convert model.zip -o model.tflite --mode int8 \\",
      "      --calibration photos --scale 0..1"
    })
final class ConvertCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "a Deeplearning4j zip, of either network type, or a Keras .h5")
  private Path model;

  @Option(
      names = {"-o", "--output"},
      order = 1,
      paramLabel = "OUT.tflite",
      description = "the file to write")
  private Path output;

  @Option(
      names = "--c-array",
      order = 20,
      description =
          "also write the file as C source for TensorFlow Lite Micro beside it: OUT.h, OUT.c,"
              + " OUT_ops.h")
  private boolean cArray;

  @Option(
      names = "--raw-input",
      order = 19,
      description =
          "the file takes the values before --scale, such as the pixels of an image: scaling"
              + " becomes part of it; with --io uint8 its input is the pixels' bytes")
  private boolean rawInput;

  @Option(
      names = "--file-labels",
      order = 20,
      split = ",",
      paramLabel = "NAMES",
      description =
          "names of the classes in the model's order, which the file carries as TFLite metadata")
  private List<String> fileLabels = new ArrayList<>();

  @Option(
      names = "--min-agreement",
      order = 21,
      paramLabel = "SHARE",
      description =
          "share of samples, 0 to 1, on which file and network must name the same class; else"
              + " nothing is written and the exit code is 1")
  private String minAgreement;

  @Mixin private FormOptions form = new FormOptions();

  @Mixin private ModelOptions shapes = new ModelOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Override
  Work prepare(Problems problems) {
    Optional<ModelKind> kind =
        problems.file("MODEL", model) ? ModelKind.check(model, problems) : Optional.empty();
    problems.output("--output", output);
    FormSettings chosen = form.check(problems, data, kind);
    problems.require(
        !cArray || chosen.mode().suitsMicrocontrollers(),
        "--c-array is for --mode int8, 16x8 and float32: TensorFlow Lite Micro does not run "
            + Choice.name(chosen.mode()));
    problems.require(
        !rawInput || chosen.reading().scale().isPresent(),
        "--raw-input needs --scale, which becomes part of the file");
    ConversionSettings settings =
        new ConversionSettings(
            model,
            shapes.check(problems),
            output,
            chosen,
            rawInput ? chosen.reading().scale() : Optional.empty(),
            fileLabels,
            problems.number("--min-agreement", 0, 1, minAgreement),
            cArray ? ConversionSettings.Extras.C_ARRAY : ConversionSettings.Extras.NONE);
    return () -> print(new Conversion(settings, progress()).run());
  }

  private void print(Conversion.Result result) {
    if (json()) {
      JsonObject json = new JsonObject();
      json.addProperty("output", output.toString());
      json.add("report", JsonParser.parseString(result.report().toJson()));
      result.micro().ifPresent(micro -> json.add("micro", json(micro)));
      out().println(Json.text(json));
    } else {
      out().print(result.report().toText());
      result.micro().ifPresent(this::print);
    }
    progress().say("wrote " + output);
  }

  private void print(Conversion.Micro micro) {
    out().println("Microcontroller");
    micro.files().forEach(file -> out().println("  " + file));
    out().println("  arena: " + micro.arenaBytes() + " bytes, estimated");
    out().println("  operators: " + String.join(", ", micro.registrations()));
    micro.notes().forEach(note -> out().println("  " + note));
  }

  private static JsonObject json(Conversion.Micro micro) {
    JsonObject json = new JsonObject();
    json.add("files", Json.texts(micro.files()));
    json.addProperty("arena_bytes", micro.arenaBytes());
    json.add("operators", Json.texts(micro.registrations()));
    json.add("notes", Json.texts(micro.notes()));
    return json;
  }
}
