package org.dl4jmot.examples.results;

/** Placeholder of the program that the profile {@code results} runs. */
public final class Results {
  private Results() {}

  /**
   * Says that there is nothing to run yet.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    System.out.println("not built yet");
  }
}
