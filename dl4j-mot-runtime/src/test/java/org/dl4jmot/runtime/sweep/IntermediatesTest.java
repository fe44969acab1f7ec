package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.micro.MicroModel;
import org.dl4jmot.runtime.micro.UnsuitableForMicrocontrollerException;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tflite.FileListing;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.Test;

/** TensorFlow Lite Micro refuses an LSTM whose intermediate tensors have elements. */
class IntermediatesTest {
  @Test
  void anIntegerLstmRunsOnMicrocontrollersUnlessItHasPeepholes() {
    int ran = 0;
    for (long seed = 0; seed < 20; seed++) {
      Graph graph =
          RecurrentCases.INTEGERS.get("UNIDIRECTIONAL_SEQUENCE_LSTM").apply(new Draw(seed));
      ListedSubgraph stored =
          FileListing.of(TfliteWriter.toBytes(graph, FileMetadata.none())).subgraphs().get(0);
      List<ListedTensor> intermediates =
          stored.operators().get(0).intermediates().stream().map(stored.tensors()::get).toList();
      assertEquals(5, intermediates.size());
      for (ListedTensor intermediate : intermediates) {
        assertEquals(List.of(0), intermediate.shape());
        assertTrue(intermediate.quantization().isPresent());
      }
      UnidirectionalSequenceLstm lstm = (UnidirectionalSequenceLstm) graph.nodes().get(0).op();
      ran += isTaken(graph) ? 1 : 0;
      assertEquals(!lstm.peepholes(), isTaken(graph), "seed " + seed);
    }
    assertTrue(ran > 0 && ran < 20, ran + " of 20 without peepholes");
  }

  private static boolean isTaken(Graph graph) {
    try {
      return MicroModel.of(TfliteWriter.toBytes(graph, FileMetadata.none())).bytes() > 0;
    } catch (UnsuitableForMicrocontrollerException e) {
      assertTrue(e.getMessage().contains("peepholes"), e.getMessage());
      return false;
    }
  }
}
