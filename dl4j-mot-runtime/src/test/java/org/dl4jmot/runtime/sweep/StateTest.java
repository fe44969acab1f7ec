package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.function.Function;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.testing.SameGraph;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.Test;

/** What becomes of the state of a recurrent operation from one run to the next. */
class StateTest {
  private final Graph graph =
      RecurrentCases.FLOATS.get("UNIDIRECTIONAL_SEQUENCE_LSTM").apply(new Draw(1));
  private final float[] sequence =
      new Draw(2).floats(graph.inputTensors().get(0).shape().elements());

  @Test
  void aGraphReadBackIsTheGraphWritten() {
    for (long seed = 0; seed < 50; seed++) {
      Draw draw = new Draw(seed);
      for (Function<Draw, Graph> cases : RecurrentCases.HYBRIDS.values()) {
        Graph drawn = cases.apply(draw);
        SameGraph.check(
            drawn, TfliteReader.read(TfliteWriter.toBytes(drawn, FileMetadata.none())).graph());
      }
    }
  }

  @Test
  void everyRunOfTheInterpreterStartsFromZero() {
    Interpreter interpreter = new Interpreter(graph);
    interpreter.input(0).set(sequence);
    interpreter.run();
    float[] first = interpreter.output(0).toFloats();
    interpreter.run();
    assertArrayEquals(first, interpreter.output(0).toFloats());
  }

  @Test
  void liteRtKeepsItUnlessReset() {
    Reference.require();
    try (LiteRtModel model =
        LiteRtModel.open(
            TfliteWriter.toBytes(graph, FileMetadata.none()), LiteRtOptions.builtIn())) {
      model.setInput(model.inputs().get(0), sequence);
      model.invoke();
      float[] first = model.readFloats(model.outputs().get(0));
      model.resume();
      assertFalse(Arrays.equals(first, model.readFloats(model.outputs().get(0))));
      model.invoke();
      assertArrayEquals(first, model.readFloats(model.outputs().get(0)));
    }
  }
}
