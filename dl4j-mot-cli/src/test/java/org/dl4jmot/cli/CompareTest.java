package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  @TempDir static Path directory;
  private static Path images;
  private static Path photos;
  private static Path file;

  @BeforeAll
  static void convert() {
    images = Networks.images(directory);
    photos = Data.images(directory.resolve("photos"), List.of("cat", "dog", "fox"), 4);
    file = directory.resolve("float.tflite");
    Call.of("convert", images, "-o", file).succeeded();
  }

  @Test
  void comparesANetworkWithItsFile() {
    JsonObject json =
        Call.of("compare", images, file, "--data", photos, "--scale", "0..1", "--json")
            .succeeded()
            .json();
    assertEquals(12, json.get("samples").getAsInt());
    JsonObject output = json.getAsJsonArray("outputs").get(0).getAsJsonObject();
    assertEquals(1, output.get("agreement").getAsDouble());
    // Probabilities, of float32 sums in another order.
    assertTrue(output.get("worst_error").getAsDouble() < 1e-5);
    JsonObject accuracy = json.getAsJsonObject("accuracy");
    assertEquals(12, accuracy.get("labelled").getAsInt());
    assertEquals(accuracy.get("a"), accuracy.get("b"));
    assertTrue(json.getAsJsonObject("tensors").has("hidden/output"));
  }

  @Test
  void showsTheDifferenceThatTheOrderOfColorsMakes() {
    // The same file on the same images, read with the channels in either order, answers otherwise.
    String bgr = answers("--color", "bgr");
    assertEquals(bgr, answers("--samples", "12"), "blue first where a zip takes part");
    assertFalse(bgr.equals(answers("--color", "rgb")));
  }

  /** What a network of other parameters and the file disagree on, to all digits. */
  private String answers(String option, String value) {
    Path other = Networks.images(directory.resolve("."), 8);
    return Call.of("compare", other, file, "--data", photos, "--json", option, value)
        .succeeded()
        .json()
        .get("outputs")
        .toString();
  }

  @Test
  void countsWhatIsRightByTheOrderOfTheClasses() {
    double inOrder = accuracy("cat,dog,fox");
    double turned = accuracy("dog,fox,cat");
    double back = accuracy("fox,cat,dog");
    // Every answer is right in exactly one of the three.
    assertEquals(1, inOrder + turned + back, 1e-9);
    Call.of("compare", images, file, "--data", photos, "--classes", "cat,dog")
        .refused(2, "class 'fox'", "--classes [cat, dog]");
  }

  private static double accuracy(String classes) {
    return Call.of("compare", images, file, "--data", photos, "--classes", classes, "--json")
        .succeeded()
        .json()
        .getAsJsonObject("accuracy")
        .get("a")
        .getAsDouble();
  }

  @Test
  void readsLabelsOfArraysAndTables() {
    Path vectors = Networks.vectors(directory);
    Path table = Data.table(directory.resolve("t.csv"), 9, 4, List.of("x", "y", "z"));
    Call text =
        Call.of(
                "compare",
                vectors,
                vectors,
                "--data",
                table,
                "--label-column",
                0,
                "--skip-lines",
                1)
            .succeeded();
    assertTrue(text.out().contains("accuracy on 9 labelled samples"), text.out());
    Path data = Data.array(directory.resolve("x.npy"), 6, 4);
    Path oneHot = Data.array(directory.resolve("y.npy"), 6, 3);
    text = Call.of("compare", vectors, vectors, "--data", data, "--labels", oneHot).succeeded();
    assertTrue(text.out().contains("accuracy on 6 labelled samples"), text.out());
    Call.of("compare", vectors, vectors, "--data", data, "--labels", data.resolveSibling("photos"))
        .refused(2, "--labels: ", "is a directory");
    Call.of("compare", vectors, vectors, "--data", data, "--label-column", 0)
        .refused(2, "--label-column is for .csv files");
    Call.of("compare", vectors, vectors, "--data", table, "--label-column", 0)
        .refused(2, "t.csv line 1 has 1 values");
    Call.of("compare", vectors, vectors, "--data", table, "--skip-lines", 1)
        .refused(2, "t.csv line 2 has 5 values", "takes 4", "--label-column");
  }

  @Test
  void endsWithOneWhereABoundIsBroken() {
    Path int8 = directory.resolve("int8.tflite");
    Call.of("convert", images, "-o", int8, "--mode", "int8", "--calibration", photos).succeeded();
    Call call = Call.of("compare", images, int8, "--data", photos, "--max-error", "1e-9", "--json");
    call.refused(1, "the worst error is", "--max-error is 1.0E-9");
    assertTrue(call.json().has("outputs"), "the result is there all the same");
    Call.of("compare", images, int8, "--data", photos, "--min-agreement", 0, "--engine", "litert")
        .succeeded();
  }

  @Test
  void refusesModelsOfDifferentInputs() {
    Call.of("compare", images, Networks.vectors(directory), "--data", photos)
        .refused(2, "different inputs", "[1, 6, 6, 3]", "[1, 4]");
  }

  @Test
  void refusesImagesThatAreNone() {
    Path folder = Data.images(directory.resolve("damaged"), List.of("cat"), 1);
    Data.write(folder.resolve("cat").resolve("zz.png"), new byte[] {1, 2, 3});
    Call.of("compare", images, file, "--data", folder).refused(2, "zz.png is no image");
    Data.write(folder.resolve("loose.png"), new byte[] {1});
    Call.of("compare", images, file, "--data", folder).refused(2, "both folders and images");
    Call.of("compare", images, file, "--data", directory.resolve("photos").resolve("none"))
        .refused(2, "there is no file or folder");
    Path vectors = Networks.vectors(directory);
    Call.of("compare", vectors, vectors, "--data", photos).refused(2, "does not take images");
  }
}
