package org.dl4jmot.cli.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of an enum as a user writes them: lower case, hyphens. */
public final class Choice {
  private Choice() {}

  /** A value as the user writes it. */
  public static String name(Enum<?> value) {
    return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All values as the user writes them. */
  public static List<String> names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Choice::name).toList();
  }
}
