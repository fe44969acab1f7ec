package org.dl4jmot.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jmot.cli.data.NpyArray;
import org.dl4jmot.cli.data.NpyFile;

/** Data files with seeded values. */
final class Data {
  private Data() {}

  /** A float32 array of values in [0, 1). */
  static Path array(Path file, int... shape) {
    Random random = new Random(3);
    float[] values = new float[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return write(file, NpyFile.toBytes(NpyArray.ofFloats(values, shape)));
  }

  /** Rows of numbers with a class name in front. */
  static Path table(Path file, int rows, int columns, List<String> classes) {
    Random random = new Random(3);
    String text =
        IntStream.range(0, rows)
            .mapToObj(
                row ->
                    classes.get(row % classes.size())
                        + ","
                        + IntStream.range(0, columns)
                            .mapToObj(column -> String.valueOf(random.nextFloat()))
                            .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    return write(
        file, ("class,values\n" + text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** A folder with a folder of images per class, each image of another color and size. */
  static Path images(Path folder, List<String> classes, int perClass) {
    Random random = new Random(3);
    for (String name : classes) {
      for (int i = 0; i < perClass; i++) {
        BufferedImage image = new BufferedImage(9 + i, 12, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
          for (int y = 0; y < image.getHeight(); y++) {
            image.setRGB(x, y, random.nextInt(0x1000000));
          }
        }
        image(folder.resolve(name).resolve(i + ".png"), image);
      }
    }
    return folder;
  }

  static void image(Path file, BufferedImage image) {
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
