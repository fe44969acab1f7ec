package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** Damaged bytes give a graph or a TfliteFormatException, soon; never anything else. */
class CorruptFilesTest {
  private static final int FLIPS = 4000;
  private static final int[] ABSURD = {
    -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x40000000, 0x10000000, 0xffff, 0
  };

  private static byte[] file(Form form, long seed) {
    ByteBuffer bytes =
        TfliteWriter.toBytes(form.graph(seed), new FileMetadata("small", Map.of("key", "value")));
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  /** Reads damaged bytes; whatever is thrown but the one exception fails the test. */
  private static boolean isRead(byte[] bytes, String damage) {
    try {
      return !TfliteReader.read(ByteBuffer.wrap(bytes)).graph().outputs().isEmpty();
    } catch (TfliteFormatException e) {
      assertTrue(e.getMessage().length() > 10, () -> damage + ": " + e.getMessage());
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(damage, e);
    }
  }

  private static int countRead(int damages, DamagedFile damaged) {
    int read = 0;
    for (int i = 0; i < damages; i++) {
      read += isRead(damaged.bytes(i), "damage " + i) ? 1 : 0;
    }
    return read;
  }

  private interface DamagedFile {
    byte[] bytes(int number);
  }

  @Test
  void everyTruncationIsRefusedOrHarmless() {
    byte[] whole = file(Form.INT8, 1);
    assertTrue(isRead(whole, "none"));
    int read = countRead(whole.length, length -> Arrays.copyOf(whole, length));
    // All that can be cut is the padding behind the last string.
    assertTrue(read <= 16, read + " truncated files were read");
  }

  @Test
  void flippedBitsAreRefusedOrHarmless() {
    for (Form form : Form.values()) {
      byte[] whole = file(form, 2);
      Random random = new Random(17);
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            countRead(
                FLIPS,
                number -> {
                  byte[] bytes = whole.clone();
                  for (int flips = 1 + number % 4; flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                  }
                  return bytes;
                });
          });
    }
  }

  @Test
  void flippedBitsInFilesOfOthersAreRefusedOrHarmless() throws IOException {
    byte[] whole = GoldenFiles.bytes("B-16x8.tflite");
    int tables = 16_000;
    Random random = new Random(23);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          countRead(
              1000,
              number -> {
                byte[] bytes = whole.clone();
                // Google's converter puts the tables, where flips hurt, at both ends.
                int at = random.nextInt(tables);
                int place = at < 1000 ? at : bytes.length - at;
                bytes[place] ^= (byte) (1 << random.nextInt(8));
                return bytes;
              });
        });
  }

  @Test
  void absurdNumbersAnywhereAreRefusedOrHarmless() {
    byte[] whole = file(Form.INT8_WITH_FLOAT_BORDERS, 3);
    for (int absurd : ABSURD) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            countRead(
                whole.length / 4,
                word -> {
                  byte[] bytes = whole.clone();
                  ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4 * word, absurd);
                  return bytes;
                });
          });
    }
  }

  @Test
  void noiseBehindTheIdentifierIsRefused() {
    Random random = new Random(5);
    int read =
        countRead(
            2000,
            number -> {
              byte[] bytes = new byte[8 + random.nextInt(300)];
              random.nextBytes(bytes);
              bytes[0] = (byte) (8 + random.nextInt(30));
              Arrays.fill(bytes, 1, 4, (byte) 0);
              System.arraycopy("TFL3".getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, 4);
              return bytes;
            });
    assertEquals(0, read);
  }

  @Test
  void foreignFilesAreNamedAsSuch() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};
    String message =
        assertThrows(TfliteFormatException.class, () -> TfliteReader.read(ByteBuffer.wrap(png)))
            .getMessage();
    assertTrue(message.contains("no .tflite file"), message);
    String empty =
        assertThrows(TfliteFormatException.class, () -> TfliteReader.read(ByteBuffer.allocate(0)))
            .getMessage();
    assertTrue(empty.contains("0 bytes"), empty);
  }

  @Test
  void theMessageNamesThePath(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("broken.tflite"), new byte[100]);
    String message =
        assertThrows(TfliteFormatException.class, () -> TfliteReader.read(file)).getMessage();
    assertTrue(message.contains("broken.tflite"), message);
  }

  /** 100,000 tensors that are one and the same table, with 100,000 scales: 10^10 in 1 MB. */
  @Test
  void aFileThatDescribesFarMoreThanItHoldsIsRefused() {
    FlatBufferBuilder builder = new FlatBufferBuilder(1 << 21);
    int scales = QuantizationParameters.createScaleVector(builder, new float[100_000]);
    QuantizationParameters.startQuantizationParameters(builder);
    QuantizationParameters.addScale(builder, scales);
    int quantization = QuantizationParameters.endQuantizationParameters(builder);
    Tensor.startTensor(builder);
    Tensor.addQuantization(builder, quantization);
    int[] tensors = new int[100_000];
    Arrays.fill(tensors, Tensor.endTensor(builder));
    byte[] bomb = model(builder, b -> SubGraph.createTensorsVector(b, tensors));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          String message =
              assertThrows(
                      TfliteFormatException.class, () -> TfliteReader.read(ByteBuffer.wrap(bomb)))
                  .getMessage();
          assertTrue(message.contains("more than it holds"), message);
        });
  }

  /** 50,000 operators that read and compute one tensor, and complain about its long name. */
  private static byte[] selfish(int operatorCode, String custom, String tensor) {
    FlatBufferBuilder builder = new FlatBufferBuilder(1 << 22);
    int name = builder.createString(tensor);
    Tensor.startTensor(builder);
    Tensor.addName(builder, name);
    int[] tensors = {Tensor.endTensor(builder)};
    int self = Operator.createInputsVector(builder, new int[] {0});
    Operator.startOperator(builder);
    Operator.addInputs(builder, self);
    Operator.addOutputs(builder, self);
    int[] operators = new int[50_000];
    Arrays.fill(operators, Operator.endOperator(builder));
    int subgraph =
        SubGraph.createSubGraph(
            builder,
            SubGraph.createTensorsVector(builder, tensors),
            0,
            self,
            SubGraph.createOperatorsVector(builder, operators),
            0);
    Buffer.startBuffer(builder);
    int[] buffers = {Buffer.endBuffer(builder)};
    int customName = builder.createString(custom);
    int[] codes = {
      OperatorCode.createOperatorCode(builder, (byte) operatorCode, customName, 1, operatorCode)
    };
    int subgraphs = Model.createSubgraphsVector(builder, new int[] {subgraph});
    int codeVector = Model.createOperatorCodesVector(builder, codes);
    int bufferVector = Model.createBuffersVector(builder, buffers);
    Model.finishModelBuffer(
        builder, Model.createModel(builder, 3, codeVector, subgraphs, 0, bufferVector, 0, 0, 0));
    return builder.sizedByteArray();
  }

  @Test
  void complaintsStayShort() {
    String longName = "n".repeat(1 << 20);
    String name = "n".repeat(9_000);
    assertRefusedShortly(
        selfish(BuiltinOperator.CUSTOM, longName, "x"), "custom operator nnn", 2 << 20);
    assertRefusedShortly(selfish(BuiltinOperator.RELU, "", longName), "1048576 characters", 1000);
    assertRefusedShortly(
        selfish(BuiltinOperator.RELU, "", name), "further nodes were not checked", 4 << 20);
  }

  private static void assertRefusedShortly(byte[] file, String part, int longest) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          String message =
              assertThrows(
                      TfliteFormatException.class, () -> TfliteReader.read(ByteBuffer.wrap(file)))
                  .getMessage();
          assertTrue(message.contains(part), () -> message.substring(0, 200));
          assertTrue(message.length() <= longest, "message of " + message.length());
        });
  }

  @Test
  void metadataThatSharesALargeBufferIsRefused() {
    FlatBufferBuilder builder = new FlatBufferBuilder(1 << 21);
    int data =
        Buffer.createDataVector(builder, "d".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
    int buffers =
        Model.createBuffersVector(builder, new int[] {Buffer.createBuffer(builder, data)});
    int[] entries = new int[20_000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Metadata.createMetadata(builder, builder.createString("k" + i), 0);
    }
    int metadata = Model.createMetadataVector(builder, entries);
    int shape = Tensor.createShapeVector(builder, new int[] {1});
    Tensor.startTensor(builder);
    Tensor.addShape(builder, shape);
    int tensors = SubGraph.createTensorsVector(builder, new int[] {Tensor.endTensor(builder)});
    int ports = SubGraph.createInputsVector(builder, new int[] {0});
    int subgraph = SubGraph.createSubGraph(builder, tensors, ports, ports, 0, 0);
    int subgraphs = Model.createSubgraphsVector(builder, new int[] {subgraph});
    Model.finishModelBuffer(
        builder, Model.createModel(builder, 3, 0, subgraphs, 0, buffers, 0, metadata, 0));
    assertRefusedShortly(builder.sizedByteArray(), "share a buffer", 1000);
  }

  private interface TensorVector {
    int write(FlatBufferBuilder builder);
  }

  private static byte[] model(FlatBufferBuilder builder, TensorVector tensors) {
    int subgraph = SubGraph.createSubGraph(builder, tensors.write(builder), 0, 0, 0, 0);
    return finished(builder, subgraph);
  }

  private static byte[] finished(FlatBufferBuilder builder, int... subgraphs) {
    int vector = Model.createSubgraphsVector(builder, subgraphs);
    Model.finishModelBuffer(builder, Model.createModel(builder, 3, 0, vector, 0, 0, 0, 0, 0));
    return builder.sizedByteArray();
  }

  @Test
  void severalSubgraphsAreRefused() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int first = SubGraph.createSubGraph(builder, 0, 0, 0, 0, 0);
    int second = SubGraph.createSubGraph(builder, 0, 0, 0, 0, 0);
    byte[] file = finished(builder, first, second);
    String message =
        assertThrows(TfliteFormatException.class, () -> TfliteReader.read(ByteBuffer.wrap(file)))
            .getMessage();
    assertTrue(message.contains("this one has 2"), message);
  }
}
