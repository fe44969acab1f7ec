package org.dl4jmot.fashionmnist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The data set: 28×28 grey images of clothing in ten classes (Xiao, Rasul and Vollgraf, arXiv
 * 1708.07747; MIT licence, beside the resource).
 *
 * @param source where it was read, for reports
 * @param train training images: 60,000 in the full set, 6,000 in the subset
 * @param test test images: 10,000 in the full set, 2,000 in the subset
 */
public record FashionMnist(String source, ImageSet train, ImageSet test) {
  /** Where the Debian package dataset-fashion-mnist puts the full set. */
  public static final Path DEBIAN_DIRECTORY = Path.of("/usr/share/datasets/fashion-mnist");

  /** Number of classes. */
  public static final int CLASSES = 10;

  /** Checks that nothing is missing. */
  public FashionMnist {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(test, "test");
  }

  /** The shipped subset: of each class the first 600 training and the first 200 test images. */
  public static FashionMnist subset() {
    return load("the shipped subset", FashionMnist::resource);
  }

  /** The full set where the Debian package has put it, else the shipped subset. */
  public static FashionMnist installedOrSubset() {
    return Files.isDirectory(DEBIAN_DIRECTORY) ? from(DEBIAN_DIRECTORY) : subset();
  }

  /**
   * The set in a directory.
   *
   * @param directory holds the four gzipped IDX files under their original names
   * @throws DataSetException if there is no such directory, or files are missing or damaged; lists
   *     all of them
   */
  public static FashionMnist from(Path directory) {
    String source = directory.toString();
    if (!Files.isDirectory(directory)) {
      throw new DataSetException(
          source,
          List.of(Files.exists(directory) ? "it is no directory" : "there is no such directory"));
    }
    return load(source, name -> Files.newInputStream(directory.resolve(name)));
  }

  private static FashionMnist load(String source, Opener opener) {
    List<String> problems = new ArrayList<>();
    ImageSet train = images(opener, "train", problems);
    ImageSet test = images(opener, "t10k", problems);
    if (!problems.isEmpty()) {
      throw new DataSetException(source, problems);
    }
    return new FashionMnist(source, train, test);
  }

  private static ImageSet images(Opener opener, String part, List<String> problems) {
    byte[] pixels =
        file(opener, part + "-images-idx3-ubyte.gz", problems, ImageSet.SIDE, ImageSet.SIDE);
    byte[] labels = file(opener, part + "-labels-idx1-ubyte.gz", problems);
    if (pixels.length == 0 || labels.length == 0) {
      return null;
    }
    try {
      return new ImageSet(pixels, labels);
    } catch (IllegalArgumentException e) {
      problems.add(part + ": " + e.getMessage());
      return null;
    }
  }

  /** The elements of a file, none after a problem. */
  private static byte[] file(Opener opener, String name, List<String> problems, int... trailing) {
    try (InputStream in = opener.open(name)) {
      return Idx.read(in, trailing);
    } catch (NoSuchFileException e) {
      problems.add(name + " is missing");
    } catch (IOException e) {
      problems.add(name + ": " + e.getMessage());
    }
    return new byte[0];
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = FashionMnist.class.getResourceAsStream(name);
    if (in == null) {
      throw new NoSuchFileException(name);
    }
    return in;
  }

  @FunctionalInterface
  private interface Opener {
    InputStream open(String name) throws IOException;
  }
}
