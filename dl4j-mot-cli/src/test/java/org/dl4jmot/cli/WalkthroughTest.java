package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.keras.KerasNetworks;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the walk-throughs in docs, as they stand there. */
class WalkthroughTest {
  private static final Pattern BLOCK = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL);
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int PER_CLASS = 12;

  @TempDir private Path directory;

  @Test
  void fromKerasToAMicrocontroller() throws IOException {
    // The commands write to target/, which is the test's here.
    List<Call> calls = run("walkthrough-keras.md", ROOT.resolve("dl4j-mot-testkit"));
    assertEquals(3, calls.size());
    Path file = directory.resolve("target").resolve("fashion.tflite");
    assertTrue(Files.size(file) < 230_000, "a quarter of float32");
    String source = Files.readString(file.resolveSibling("fashion.c"));
    assertTrue(source.contains("fashion[" + Files.size(file) + "]"));
    assertTrue(Files.exists(file.resolveSibling("fashion_ops.h")));
  }

  @Test
  void fromImagesToAnAccuracy() throws IOException {
    ModelSerializer.writeModel(
        KerasNetworks.load(GoldenFiles.path("B.h5")).model(),
        directory.resolve("classifier.zip").toFile(),
        false);
    FashionMnist data = FashionMnist.subset();
    write(data.train(), directory.resolve("photos").resolve("train"));
    write(data.test(), directory.resolve("photos").resolve("test"));
    List<Call> calls = run("walkthrough-images.md", directory);
    assertEquals(4, calls.size());
    Matcher accuracy =
        Pattern.compile("accuracy on (\\d+) labelled samples: A ([\\d.]+) %, B ([\\d.]+) %")
            .matcher(calls.get(1).out());
    assertTrue(accuracy.find(), calls.get(1).out());
    assertEquals(FashionMnist.CLASSES * PER_CLASS, Integer.parseInt(accuracy.group(1)));
    double network = Double.parseDouble(accuracy.group(2));
    double file = Double.parseDouble(accuracy.group(3));
    // 87.9 % on the whole test set, less four standard errors of so few images.
    assertTrue(network > 75, "network " + network);
    assertEquals(network, file, 5);
  }

  private List<Call> run(String document, Path resources) throws IOException {
    Files.createDirectories(directory.resolve("target"));
    String text = Files.readString(ROOT.resolve("docs").resolve(document));
    List<Call> calls = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      String command = blocks.group(1).replace("\\\n", " ").strip();
      assertTrue(command.startsWith("./mot "), command);
      Object[] arguments =
          List.of(command.split("\\s+", -1)).stream()
              .skip(1)
              .map(argument -> located(argument, resources))
              .toArray();
      calls.add(Call.of(arguments).succeeded());
    }
    return calls;
  }

  /** Relative paths of a document, from where the test stands. */
  private Object located(String argument, Path resources) {
    if (argument.startsWith("dl4j-mot-testkit/")) {
      return resources.getParent().resolve(argument);
    }
    boolean isPath =
        argument.matches("(target/|photos/).*") || argument.matches(".*\\.(zip|tflite)");
    return isPath ? directory.resolve(argument) : argument;
  }

  /** Images into a folder per class. */
  private static void write(ImageSet images, Path folder) {
    int[] written = new int[FashionMnist.CLASSES];
    for (int i = 0; i < images.size(); i++) {
      int label = images.label(i);
      if (written[label] < PER_CLASS) {
        String name = "class-" + label;
        Data.image(folder.resolve(name).resolve(written[label] + ".png"), image(images, i));
        written[label]++;
      }
    }
  }

  private static BufferedImage image(ImageSet images, int index) {
    BufferedImage image =
        new BufferedImage(ImageSet.SIDE, ImageSet.SIDE, BufferedImage.TYPE_BYTE_GRAY);
    float[] pixels = images.image(index);
    for (int i = 0; i < pixels.length; i++) {
      image
          .getRaster()
          .setSample(i % ImageSet.SIDE, i / ImageSet.SIDE, 0, Math.round(255 * pixels[i]));
    }
    return image;
  }
}
