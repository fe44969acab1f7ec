package org.dl4jmot.cli.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Collects everything that is wrong with a call, so that all of it is said at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Notes a problem: what was given, what is allowed, what to do. */
  public void add(String problem) {
    found.add(problem);
  }

  /** Notes a problem unless a condition holds. */
  public void require(boolean condition, String problem) {
    if (!condition) {
      add(problem);
    }
  }

  /**
   * Whether an argument is there and names a file that can be read; notes a problem if not.
   *
   * @param file null if it is missing
   */
  public boolean file(String label, Path file) {
    if (file == null) {
      add(label + " is missing");
      return false;
    }
    return readable(label, file);
  }

  /**
   * Whether a file can be read; notes a problem if not.
   *
   * @param what the argument or option that names it
   */
  public boolean readable(String what, Path file) {
    if (!Files.exists(file)) {
      add(what + ": there is no file " + file);
    } else if (Files.isDirectory(file)) {
      add(what + ": " + file + " is a directory, not a file");
    } else if (!Files.isReadable(file)) {
      add(what + ": " + file + " may not be read");
    } else {
      return true;
    }
    return false;
  }

  /**
   * Notes a problem if a file cannot be written.
   *
   * @param what the option that names it
   * @param file what it names; null if it is missing
   */
  public void output(String what, Path file) {
    if (file == null) {
      add(what + " is missing: name the file to write");
      return;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || Files.isDirectory(file)) {
      add(what + ": " + file + " is a directory; name a file in it");
    } else if (!Files.isDirectory(directory)) {
      add(what + ": there is no directory " + directory + "; create it first");
    } else if (!Files.isWritable(directory)) {
      add(what + ": directory " + directory + " is not writable");
    }
  }

  /**
   * A value of an enum; notes a problem if there is none of this name.
   *
   * @param option the option that names it
   * @param text what the user wrote; null for nothing
   * @return empty for nothing, and for a wrong name
   */
  public <E extends Enum<E>> Optional<E> choice(String option, Class<E> type, String text) {
    if (text == null) {
      return Optional.empty();
    }
    String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
    Optional<E> found =
        Arrays.stream(type.getEnumConstants())
            .filter(value -> Choice.name(value).equals(wanted))
            .findFirst();
    require(
        found.isPresent(),
        option + " is one of " + String.join(", ", Choice.names(type)) + ", not '" + text + "'");
    return found;
  }

  /**
   * A whole number; notes a problem if it is none, or too small.
   *
   * @param option the option that names it
   * @param least smallest allowed value
   * @param text what the user wrote; null for nothing
   * @return empty for nothing, and for a wrong number
   */
  public OptionalInt integer(String option, int least, String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    add(option + " is a whole number of at least " + least + ", not '" + text + "'");
    return OptionalInt.empty();
  }

  /**
   * A number; notes a problem if it is none, or outside its range.
   *
   * @param option the option that names it
   * @param least smallest allowed value
   * @param most largest allowed value
   * @param text what the user wrote; null for nothing
   * @return empty for nothing, and for a wrong number
   */
  public OptionalDouble number(String option, double least, double most, String text) {
    if (text == null) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    String range =
        most == Double.POSITIVE_INFINITY ? "of at least " + least : "from " + least + " to " + most;
    add(option + " is a number " + range + ", not '" + text + "'");
    return OptionalDouble.empty();
  }

  /**
   * Fails if there are problems.
   *
   * @throws BadInputException with all of them
   */
  public void fail() {
    if (!found.isEmpty()) {
      throw new BadInputException(found);
    }
  }
}
