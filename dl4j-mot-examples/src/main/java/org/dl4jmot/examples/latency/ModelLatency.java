package org.dl4jmot.examples.latency;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * JMH: the time of a batch of images in one engine, on one thread, call by call: the median call is
 * hardly touched by what else the machine does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelLatency {
  /** System property: the directory of {@link NetworkFiles}. */
  static final String FILES = "dl4jmot.latency.files";

  /** Which network. */
  @Param("A")
  public String network;

  /** Which file of it. */
  @Param("int8")
  public String form;

  /** What runs it. */
  @Param("EDGE_MODEL")
  public Engine engine;

  /** Images at a time. */
  @Param("1")
  public int batch;

  private Supplier<Object> run;

  /** Loads the model. */
  @Setup
  public void open() {
    NetworkFiles files = new NetworkFiles(Path.of(System.getProperty(FILES)));
    run = engine.open(files, network, form, batch);
  }

  /**
   * Runs the images.
   *
   * @return the answers
   */
  @Benchmark
  public Object run() {
    return run.get();
  }
}
