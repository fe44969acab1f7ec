package org.dl4jmot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dl4jmot.cli.data.Dataset;
import org.dl4jmot.cli.data.Sample;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.cli.model.Side;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.verify.ComparisonReport;
import org.dl4jmot.core.verify.ModelComparison;

/** What {@code mot compare} does. */
final class Comparison {
  private static final long NANOS_BETWEEN_PROGRESS = 5_000_000_000L;
  private static final int LARGEST_BATCH = 32;
  private static final int BATCH_ELEMENTS = 200_000;

  private final List<String> sizes;
  private final EngineKind engine;
  private final Progress progress;

  /** Both sides and what was found. */
  record Result(Side first, Side second, String data, ComparisonReport report) {}

  Comparison(List<String> sizes, EngineKind engine, Progress progress) {
    this.sizes = sizes;
    this.engine = engine;
    this.progress = progress;
  }

  Result run(Path first, Path second, Dataset data) throws IOException {
    progress.say("reading " + first);
    Side a = Side.read(first, sizes, engine);
    progress.say("reading " + second);
    Side b = Side.read(second, sizes, engine);
    requireSameInputs(a, b);
    ModelComparison comparison = new ModelComparison(a.model(), b.model());
    progress.say("comparing on " + data.description());
    // A trained network knows both layouts that data may have.
    Iterator<Sample> samples = data.samples(b.isTrained() ? b.inputs() : a.inputs());
    int batch = batch(a);
    long said = System.nanoTime();
    for (int count = 0; samples.hasNext(); ) {
      count += add(samples, batch, comparison);
      if (System.nanoTime() - said > NANOS_BETWEEN_PROGRESS) {
        said = System.nanoTime();
        progress.say(count + " samples so far");
      }
    }
    return new Result(a, b, data.description(), comparison.report());
  }

  /** Fewer of large samples: a network holds the activations of all of a batch at once. */
  private static int batch(Side side) {
    int elements = side.inputs().stream().mapToInt(input -> input.shape().elements()).sum();
    return Math.max(1, Math.min(LARGEST_BATCH, BATCH_ELEMENTS / Math.max(1, elements)));
  }

  private static int add(Iterator<Sample> samples, int batch, ModelComparison comparison) {
    List<Sample> taken = new ArrayList<>();
    while (taken.size() < batch && samples.hasNext()) {
      taken.add(samples.next());
    }
    comparison.add(
        taken.stream().map(Sample::inputs).toList(), taken.stream().map(Sample::label).toList());
    return taken.size();
  }

  private static void requireSameInputs(Side a, Side b) {
    if (!shapes(a).equals(shapes(b))) {
      throw new BadInputException(
          "the models take different inputs and cannot be compared: "
              + a.file()
              + " takes "
              + shapes(a)
              + ", "
              + b.file()
              + " "
              + shapes(b));
    }
  }

  private static List<String> shapes(Side side) {
    return side.inputs().stream().map(NetworkInput::shape).map(Object::toString).toList();
  }
}
