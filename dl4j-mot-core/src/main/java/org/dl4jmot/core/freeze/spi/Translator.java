package org.dl4jmot.core.freeze.spi;

import java.util.List;

/**
 * Reads one family of configuration objects (layers, vertices or preprocessors) into operations.
 * Stateless.
 *
 * <p>A translator for a layer of your own, a SameDiff layer for example, is found through {@link
 * java.util.ServiceLoader}: a public class with a public constructor without parameters, named in
 * {@code META-INF/services/org.dl4jmot.core.freeze.spi.Translator} on the class path. It cannot
 * replace the translator of another class, built in or not.
 *
 * @param <C> what the configuration classes have in common
 */
public interface Translator<C> {
  /** The common type of what is handled. */
  Class<C> type();

  /**
   * Names of exactly the classes handled, {@link #type} alone if not overridden: a subclass may
   * compute something else, so it needs an entry of its own. Names, so that a class of an optional
   * dependency can be listed.
   */
  default List<String> handles() {
    return List.of(type().getName());
  }

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
