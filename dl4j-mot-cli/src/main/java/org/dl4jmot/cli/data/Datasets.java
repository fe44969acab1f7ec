package org.dl4jmot.cli.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dl4jmot.cli.fault.Problems;

/** Tells the kinds of data apart. */
public final class Datasets {
  private static final Set<String> TEXT = Set.of("csv", "tsv", "txt", "data");

  private Datasets() {}

  /** What data is made of. */
  private enum Kind {
    ARRAYS,
    IMAGES,
    TABLE,
    UNKNOWN;

    static Kind of(Path path) {
      if (Files.isDirectory(path)) {
        return IMAGES;
      }
      String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
      String extension = name.substring(name.lastIndexOf('.') + 1);
      return extension.equals("npy") ? ARRAYS : TEXT.contains(extension) ? TABLE : UNKNOWN;
    }
  }

  /**
   * Notes everything that is wrong with data, before it is read.
   *
   * @param option the option that names it
   * @param paths files or one folder, at least one
   */
  public static void check(
      String option, List<Path> paths, DataSettings settings, Problems problems) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        problems.add(option + ": there is no file or folder " + path);
      } else if (Kind.of(path) == Kind.UNKNOWN) {
        problems.add(
            option + ": " + path + " is neither a folder of images, nor .npy, .csv, .tsv or .txt");
      }
    }
    Kind kind = Kind.of(paths.get(0));
    problems.require(
        paths.size() == 1 || paths.stream().allMatch(path -> Kind.of(path) == Kind.ARRAYS),
        option + ": several are for .npy arrays, one per input of the model");
    settings.labels().ifPresent(file -> problems.readable("--labels", file));
    if (kind != Kind.UNKNOWN) {
      problems.require(
          settings.labels().isEmpty() || kind == Kind.ARRAYS,
          "--labels is for .npy arrays; images are labelled by their folder, lines of a .csv by"
              + " --label-column");
      problems.require(
          settings.labelColumn().isEmpty() || kind == Kind.TABLE,
          "--label-column is for .csv files");
      problems.require(
          settings.classes().isEmpty() || kind != Kind.ARRAYS,
          "--classes is for folders of images and .csv files; labels in .npy are indices");
    }
  }

  /** Opens data that has passed the check. */
  public static Dataset open(List<Path> paths, DataSettings settings) {
    return switch (Kind.of(paths.get(0))) {
      case IMAGES -> new ImageFolder(paths.get(0), settings);
      case TABLE -> new CsvDataset(paths.get(0), settings);
      case ARRAYS, UNKNOWN -> new ArrayDataset(paths, settings);
    };
  }
}
