package org.dl4jmot.runtime;

import java.util.Random;
import org.dl4jmot.runtime.MutatedFilesTest.Mutation;

/** Runs damaged files, so many of each kind, in the heap that its JVM was given. */
final class MutatedFilesProgram {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private MutatedFilesProgram() {}

  /**
   * Prints the longest time of a file in milliseconds; ends with an exception, its file named,
   * where one gives neither a result nor a typed exception.
   *
   * @param args how many files of each kind
   */
  public static void main(String[] args) {
    long longest = 0;
    for (Mutation mutation : Mutation.values()) {
      for (int number = 0; number < Integer.parseInt(args[0]); number++) {
        byte[] bytes = mutation.damage(MutatedFilesTest.file(number), new Random(number));
        long start = System.nanoTime();
        MutatedFilesTest.run(bytes, mutation + " " + number);
        longest = Math.max(longest, System.nanoTime() - start);
      }
    }
    System.out.println("longest " + longest / NANOS_PER_MILLI);
  }
}
