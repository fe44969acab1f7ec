package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

class FileListingTest {
  private static final int FLIPS = 2000;

  private static int operator(FlatBufferBuilder builder, int code) {
    int inputs = Operator.createInputsVector(builder, new int[] {0});
    int outputs = Operator.createOutputsVector(builder, new int[] {1});
    Operator.startOperator(builder);
    Operator.addOpcodeIndex(builder, code);
    Operator.addInputs(builder, inputs);
    Operator.addOutputs(builder, outputs);
    return Operator.endOperator(builder);
  }

  private static int tensor(FlatBufferBuilder builder, String name, int type) {
    int text = builder.createString(name);
    Tensor.startTensor(builder);
    Tensor.addName(builder, text);
    Tensor.addType(builder, (byte) type);
    return Tensor.endTensor(builder);
  }

  private static int subgraph(FlatBufferBuilder builder, int code) {
    int tensors =
        SubGraph.createTensorsVector(
            builder, new int[] {tensor(builder, "in", 0), tensor(builder, "out", 18)});
    int ends = SubGraph.createInputsVector(builder, new int[] {0});
    int operators = SubGraph.createOperatorsVector(builder, new int[] {operator(builder, code)});
    return SubGraph.createSubGraph(
        builder, tensors, ends, ends, operators, builder.createString("graph" + code));
  }

  /** WHILE in the main graph, an operator of somebody's own in the other. */
  private static ByteBuffer foreign() {
    FlatBufferBuilder builder = new FlatBufferBuilder(1024);
    int custom = builder.createString("MyOperator");
    int[] codes = {
      OperatorCode.createOperatorCode(builder, (byte) 119, 0, 1, BuiltinOperator.WHILE),
      OperatorCode.createOperatorCode(builder, (byte) 32, custom, 7, BuiltinOperator.CUSTOM)
    };
    int codeList = Model.createOperatorCodesVector(builder, codes);
    int[] subgraphs = {subgraph(builder, 0), subgraph(builder, 1)};
    int subgraphList = Model.createSubgraphsVector(builder, subgraphs);
    Buffer.startBuffer(builder);
    int buffers = Model.createBuffersVector(builder, new int[] {Buffer.endBuffer(builder)});
    Model.startModel(builder);
    Model.addVersion(builder, 3);
    Model.addOperatorCodes(builder, codeList);
    Model.addSubgraphs(builder, subgraphList);
    Model.addBuffers(builder, buffers);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    return ByteBuffer.wrap(builder.sizedByteArray());
  }

  @Test
  void listsWhatTheReaderCannotRead() {
    assertThrows(TfliteFormatException.class, () -> TfliteReader.read(foreign()));
    FileListing listing = FileListing.of(foreign());
    assertEquals(2, listing.subgraphs().size());
    assertEquals(
        List.of(
            new ListedOperator("WHILE", 1, List.of(0), List.of(1), List.of()),
            new ListedOperator("CUSTOM MyOperator", 7, List.of(0), List.of(1), List.of())),
        listing.subgraphs().stream().map(graph -> graph.operators().get(0)).toList());
    assertEquals("BFLOAT16", listing.subgraphs().get(0).tensors().get(1).type());
    assertEquals("graph1", listing.subgraphs().get(1).name());
  }

  @Test
  void bytesAreConstantsMetadataAndStructure() {
    for (String name : GoldenFiles.MODELS) {
      FileListing listing = FileListing.of(ByteBuffer.wrap(GoldenFiles.bytes(name)));
      assertEquals(GoldenFiles.bytes(name).length, listing.bytes(), name);
      long tensors =
          listing.subgraphs().get(0).tensors().stream()
              .mapToLong(ListedTensor::constantBytes)
              .sum();
      assertEquals(tensors, listing.constantBytes(), name);
      assertTrue(listing.structureBytes() > 0, name);
    }
  }

  @Test
  void damagedBytesAreListedOrRefused() {
    byte[] whole = GoldenFiles.bytes("B-16x8.tflite");
    Random random = new Random(29);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int number = 0; number < FLIPS; number++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(16_000);
            bytes[at < 1000 ? at : bytes.length - at] ^= (byte) (1 << random.nextInt(8));
            isListed(bytes, "flip " + number);
          }
        });
  }

  private static void isListed(byte[] bytes, String damage) {
    try {
      assertEquals(bytes.length, FileListing.of(ByteBuffer.wrap(bytes)).bytes());
    } catch (TfliteFormatException e) {
      assertTrue(e.getMessage().length() > 10, () -> damage + ": " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(damage, e);
    }
  }
}
