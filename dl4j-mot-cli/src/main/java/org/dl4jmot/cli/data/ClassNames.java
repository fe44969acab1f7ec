package org.dl4jmot.cli.data;

import java.util.Collection;
import java.util.List;
import org.dl4jmot.cli.fault.BadInputException;

/**
 * The classes of a data set in the model's order.
 *
 * @param names a name per index
 */
record ClassNames(List<String> names) {
  ClassNames {
    names = List.copyOf(names);
  }

  /** The given names; without any, the found ones in alphabetical order. */
  static ClassNames of(List<String> given, Collection<String> found) {
    return new ClassNames(given.isEmpty() ? found.stream().distinct().sorted().toList() : given);
  }

  int index(String name, Object where) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new BadInputException(
          "class '" + name + "' of " + where + " is not among --classes " + names);
    }
    return index;
  }
}
