package org.dl4jmot.testkit.broken.undocumented;

public class Undocumented {
  public static final int CONSTANT = 1;

  private int hidden;

  public int method() {
    return hidden;
  }

  /** Has a comment. */
  public void documented() {
    hidden++;
  }

  @Override
  public String toString() {
    return "inherits its comment";
  }

  void packagePrivate() {}

  public interface Inner {
    int inherited();
  }
}
