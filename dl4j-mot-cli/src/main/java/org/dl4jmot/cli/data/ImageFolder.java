package org.dl4jmot.cli.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.leptonica.global.lept;
import org.datavec.image.loader.NativeImageLoader;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A folder of images, read by DataVec as in training. Folders in it are classes; without any the
 * images have no labels. The order is shuffled, always the same way, so that the first samples are
 * of all classes.
 */
final class ImageFolder implements Dataset {
  // NativeImageLoader.ALLOWED_FORMATS, without loading OpenCV to look a name up.
  private static final Set<String> FORMATS =
      Set.of(
          "bmp", "gif", "jpg", "jpeg", "jp2", "pbm", "pgm", "ppm", "pnm", "png", "tif", "tiff",
          "exr", "webp");
  private static final long SEED = 42;
  private static final int COLORS = 3;

  private final Path folder;
  private final DataSettings settings;

  ImageFolder(Path folder, DataSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  @Override
  public String description() {
    return "images in " + folder;
  }

  @Override
  public Iterator<Sample> samples(List<NetworkInput> inputs) {
    Shape shape = requireImage(inputs);
    // It prints its own line for a damaged image; ours names the file.
    lept.setMsgSeverity(lept.L_SEVERITY_NONE);
    List<Image> images = images();
    Collections.shuffle(images, new Random(SEED));
    NativeImageLoader loader =
        new NativeImageLoader(
            shape.dim(1), shape.dim(2), shape.dim(-1), settings.fit() == Fit.CROP);
    return images.stream()
        .limit(settings.samples().orElse(images.size()))
        .map(
            image -> new Sample(new float[][] {pixels(loader, image.file(), shape)}, image.label()))
        .iterator();
  }

  private Shape requireImage(List<NetworkInput> inputs) {
    Shape shape = inputs.get(0).shape();
    if (inputs.size() != 1
        || shape.rank() != 4
        || !Set.of(1, COLORS, COLORS + 1).contains(shape.dim(-1))) {
      throw new BadInputException(
          "the model does not take images of 1, 3 or 4 channels but "
              + inputs.stream().map(input -> input.name() + " " + input.shape()).toList()
              + "; give .npy arrays or a .csv file");
    }
    return shape;
  }

  /** An image and the class it belongs to. */
  private record Image(Path file, OptionalInt label) {}

  private List<Image> images() {
    List<Path> folders = list(folder).filter(Files::isDirectory).toList();
    List<Path> direct = list(folder).filter(ImageFolder::isImage).toList();
    if (!folders.isEmpty() && !direct.isEmpty()) {
      throw new BadInputException(
          folder
              + " holds both folders and images (such as "
              + direct.get(0).getFileName()
              + "): put every image into the folder of its class");
    }
    List<Image> images = new ArrayList<>();
    direct.forEach(file -> images.add(new Image(file, OptionalInt.empty())));
    ClassNames classes =
        ClassNames.of(
            settings.classes(),
            folders.stream().map(path -> path.getFileName().toString()).toList());
    for (Path each : folders) {
      OptionalInt label = OptionalInt.of(classes.index(each.getFileName().toString(), each));
      below(each).forEach(file -> images.add(new Image(file, label)));
    }
    if (images.isEmpty()) {
      throw new BadInputException(
          "there are no images in "
              + folder
              + "; formats that are read: "
              + FORMATS.stream().sorted().toList());
    }
    return images;
  }

  private static Stream<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(ImageFolder::isVisible).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read folder " + directory + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> below(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      return entries.filter(ImageFolder::isImage).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read folder " + directory + ": " + e.getMessage(), e);
    }
  }

  private static boolean isVisible(Path path) {
    return !path.getFileName().toString().startsWith(".");
  }

  private static boolean isImage(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return isVisible(path)
        && Files.isRegularFile(path)
        && FORMATS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private float[] pixels(NativeImageLoader loader, Path file, Shape shape) {
    INDArray image = load(loader, file);
    // DataVec's array is channels first, blue first.
    float[] planes = image.dup('c').data().asFloat();
    int channels = shape.dim(-1);
    int area = planes.length / channels;
    float[] pixels = new float[planes.length];
    for (int channel = 0; channel < channels; channel++) {
      int plane = plane(channel, channels);
      for (int i = 0; i < area; i++) {
        pixels[i * channels + channel] = settings.scaled(planes[plane * area + i]);
      }
    }
    return pixels;
  }

  private int plane(int channel, int channels) {
    return settings.color() == ColorOrder.RGB && channels >= COLORS && channel < COLORS
        ? COLORS - 1 - channel
        : channel;
  }

  private static INDArray load(NativeImageLoader loader, Path file) {
    try {
      INDArray image = loader.asMatrix(file.toFile());
      if (image != null) {
        return image;
      }
      throw new BadInputException(file + " is no image that can be read");
    } catch (IOException | RuntimeException e) {
      throw e instanceof BadInputException refusal
          ? refusal
          : new BadInputException(file + " is no image that can be read", e);
    }
  }
}
