package org.dl4jmot.core.freeze;

import java.util.List;
import java.util.stream.Collectors;

/** A network holds something that has no form in a graph; lists all of it. */
public final class UnsupportedNetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<Item> items;

  /**
   * One thing that cannot be exported.
   *
   * @param name the layer's, vertex's or input's name
   * @param type simple name of its configuration's class
   * @param reason why it cannot be exported
   * @param remedy what to do instead
   */
  public record Item(String name, String type, String reason, String remedy) {
    @Override
    public String toString() {
      return "'" + name + "' (" + type + "): " + reason + ". " + remedy + ".";
    }
  }

  /** An exception that lists the items, one a line. */
  public UnsupportedNetworkException(List<Item> items) {
    super(
        "this network cannot be exported:\n  "
            + items.stream().map(Item::toString).collect(Collectors.joining("\n  ")));
    this.items = List.copyOf(items);
  }

  /** Everything that cannot be exported, in the network's order; empty after deserialisation. */
  public List<Item> items() {
    return items == null ? List.of() : items;
  }
}
