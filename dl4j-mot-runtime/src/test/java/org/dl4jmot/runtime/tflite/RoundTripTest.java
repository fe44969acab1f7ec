package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.runtime.testing.SameGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random graphs through writer, reader and LiteRT; a failure's message holds the seed. */
class RoundTripTest {
  private static final int SEEDS = 100;

  @ParameterizedTest
  @EnumSource(Form.class)
  void aGraphReadBackIsTheGraphWritten(Form form) {
    FileMetadata metadata =
        new FileMetadata("a network", Map.of("tool", "dl4j-mot test", "recipe", "zwölf\n"));
    for (long seed = 0; seed < SEEDS; seed++) {
      Graph graph = form.graph(seed);
      TfliteModel model = TfliteReader.read(TfliteWriter.toBytes(graph, metadata));
      try {
        SameGraph.check(graph, model.graph());
      } catch (AssertionError e) {
        throw new AssertionError(form + ", seed " + seed + ": " + e.getMessage(), e);
      }
      assertEquals(metadata, model.metadata());
      assertEquals(3, model.schemaVersion());
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void liteRtRunsEveryFile(Form form) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Graph graph = form.graph(seed);
      ByteBuffer file = TfliteWriter.toBytes(graph, FileMetadata.none());
      try (LiteRtModel model = LiteRtModel.open(file, LiteRtOptions.builtIn())) {
        model.invoke();
        assertEquals(List.of("serving_default"), model.signatures());
        for (Port port : graph.outputs()) {
          LiteRtTensor output = model.output(port.name());
          assertEquals(port.tensor(), output.name());
          assertEquals(
              Arrays.stream(graph.tensor(port.tensor()).shape().toArray()).boxed().toList(),
              output.shape());
        }
      } catch (RuntimeException e) {
        throw new AssertionError(form + ", seed " + seed + "\n" + graph, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void theSameGraphGivesTheSameBytes(Form form) {
    FileMetadata metadata = new FileMetadata("d", Map.of("b", "2", "a", "1"));
    for (long seed = 0; seed < 10; seed++) {
      assertEquals(
          TfliteWriter.toBytes(form.graph(seed), metadata),
          TfliteWriter.toBytes(form.graph(seed), metadata));
    }
  }

  @Test
  void everyOperationButIdentityHasASerializer() {
    for (Class<?> kind : Op.class.getPermittedSubclasses()) {
      assertEquals(
          kind != Identity.class,
          OpSerializers.of(kind.asSubclass(Op.class)).isPresent(),
          kind.getSimpleName());
    }
    assertFalse(OpSerializers.names().isEmpty());
  }
}
