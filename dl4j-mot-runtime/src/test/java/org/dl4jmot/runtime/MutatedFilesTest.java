package org.dl4jmot.runtime;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.micro.MicroModel;
import org.dl4jmot.runtime.micro.UnsuitableForMicrocontrollerException;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteFormatException;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real files, damaged: reader and interpreter answer with a result or one of their two exceptions,
 * soon. Each number of a mutation determines it; {@code -Ddl4jmot.mutations=10000} tries more.
 */
class MutatedFilesTest {
  private static final int MUTATIONS = Integer.getInteger("dl4jmot.mutations", 400);
  private static final List<Form> FORMS = List.of(Form.values());
  private static final int[] ABSURD = {
    -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x40000000, 0x01000000, 0xffff, 0
  };

  /** Ways to damage a file; the tables stand at both ends of one made by Google's converter. */
  enum Mutation {
    BITS {
      @Override
      byte[] damage(byte[] bytes, Random random) {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
          bytes[place(bytes, random)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      }
    },
    TRUNCATION {
      @Override
      byte[] damage(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
    },
    ABSURD_NUMBER {
      @Override
      byte[] damage(byte[] bytes, Random random) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(word(bytes, random), ABSURD[random.nextInt(ABSURD.length)]);
        return bytes;
      }
    },
    SWAPPED_WORDS {
      @Override
      byte[] damage(byte[] bytes, Random random) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        int one = word(bytes, random);
        int other = word(bytes, random);
        int kept = words.getInt(one);
        words.putInt(one, words.getInt(other)).putInt(other, kept);
        return bytes;
      }
    };

    private static final int TABLES = 16_000;

    abstract byte[] damage(byte[] bytes, Random random);

    static int place(byte[] bytes, Random random) {
      int at = random.nextInt(Math.min(TABLES, bytes.length));
      return at < 1000 ? at : bytes.length - at;
    }

    static int word(byte[] bytes, Random random) {
      return Math.min(place(bytes, random) / 4 * 4, bytes.length - 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedFilesGiveAResultOrATypedException(Mutation mutation, TestReporter reporter) {
    int ran = 0;
    for (int number = 0; number < MUTATIONS / Mutation.values().length; number++) {
      byte[] bytes = mutation.damage(file(number), new Random(number));
      String damage = mutation + " " + number;
      ran += assertTimeoutPreemptively(Duration.ofSeconds(60), () -> run(bytes, damage), damage);
    }
    reporter.publishEntry(mutation + " ran all the same", Integer.toString(ran));
    assertTrue(mutation == Mutation.TRUNCATION || ran > 0, "no mutation left a file that runs");
  }

  /** Google's files and small ones of random operations, in turn. */
  static byte[] file(int number) {
    int golden = GoldenFiles.MODELS.size();
    int kind = number % (golden + FORMS.size());
    if (kind < golden) {
      return GoldenFiles.bytes(GoldenFiles.MODELS.get(kind));
    }
    Graph graph = FORMS.get(kind - golden).graph(number);
    ByteBuffer written = TfliteWriter.toBytes(graph, new FileMetadata("random", Map.of()));
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return bytes;
  }

  static int run(byte[] bytes, String damage) {
    describe(bytes, damage);
    try {
      Graph graph = TfliteReader.read(ByteBuffer.wrap(bytes)).graph();
      new Interpreter(graph).run();
      return 1;
    } catch (TfliteFormatException | UnsupportedGraphException e) {
      assertTrue(e.getMessage().length() > 10, () -> damage + ": " + e.getMessage());
      return 0;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(damage, e);
    }
  }

  private static void describe(byte[] bytes, String damage) {
    try {
      assertTrue(MicroModel.of(ByteBuffer.wrap(bytes)).arena().bytes() > 0, damage);
    } catch (TfliteFormatException | UnsuitableForMicrocontrollerException e) {
      assertTrue(e.getMessage().length() > 10, () -> damage + ": " + e.getMessage());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(damage, e);
    }
  }
}
