package org.dl4jmot.core.freeze.spi;

import java.util.List;

/**
 * Reads one family of configuration objects (layers, vertices or preprocessors) into operations.
 * Stateless.
 *
 * @param <C> what the configuration classes have in common
 */
public interface Translator<C> {
  /** The common type of what is handled. */
  Class<C> type();

  /**
   * Names of exactly the classes handled; a subclass may compute something else, so it needs an
   * entry of its own. Names, so that a class of an optional dependency can be listed.
   */
  List<String> handles();

  /** What in a configuration has no form in a graph, as far as it alone tells. */
  default List<Problem> problems(C conf) {
    return List.of();
  }

  /**
   * Adds the operations.
   *
   * @param conf the configuration, free of {@link #problems}
   * @param scope where to add them and the layer's parameters
   * @param inputs what the layer is fed, at least one
   * @return what the layer yields
   * @throws UntranslatableException if the inputs show a problem
   */
  Value translate(C conf, LayerScope scope, List<Value> inputs);
}
