package org.dl4jmot.examples.demo;

/** Placeholder of the program that the profile {@code demo} runs. */
public final class Demo {
  private Demo() {}

  /**
   * Says that there is nothing to run yet.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    System.out.println("not built yet");
  }
}
