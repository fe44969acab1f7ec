package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.dl4jmot.litert.LiteRtException;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Why operations that have int8 kernels stay float in the integer form: what these kernels of
 * LiteRT 2.20 do. A runtime in which such a test fails lets them be integer.
 */
class FloatByNeedTest {
  private static final byte[] BYTES = {0, 1, 4, 7, 9, 100};
  private static final Shape ROW = Shape.of(1, BYTES.length);

  @BeforeAll
  static void requireLiteRt() {
    Reference.require();
  }

  /** It takes both operands for whole 256ths, whatever their scale. */
  @Test
  void greaterTakesBytesForEqualThatAreLessThanA512thApart() {
    float scale = 0x1p-12f;
    GraphBuilder builder = Graph.builder();
    Tensor input = input(builder, scale);
    Tensor zero =
        builder.add(
            Tensor.constant("zero", Shape.of(1, 1), ConstantData.of((byte) 0))
                .withQuantization(QuantizationParameters.perTensor(scale, 0)));
    Tensor result = Tensor.computed("result", DataType.BOOL, ROW);
    assertArrayEquals(
        new byte[] {0, 0, 0, 0, 1, 1}, run(builder, new Greater(), List.of(input, zero), result));
  }

  @Test
  void squareRootsOfBytesAreRefused() {
    GraphBuilder builder = Graph.builder();
    Tensor input = input(builder, 1);
    Tensor result =
        Tensor.computed("result", DataType.INT8, ROW)
            .withQuantization(QuantizationParameters.perTensor(0.1f, 0));
    assertThrows(LiteRtException.class, () -> run(builder, new Sqrt(), List.of(input), result));
  }

  private static Tensor input(GraphBuilder builder, float scale) {
    return builder.input(
        Tensor.computed("input", DataType.INT8, ROW)
            .withQuantization(QuantizationParameters.perTensor(scale, 0)));
  }

  private static byte[] run(GraphBuilder builder, Op op, List<Tensor> operands, Tensor result) {
    builder.output("result", builder.node(List.of("layer"), op, operands, result));
    ByteBuffer file = TfliteWriter.toBytes(builder.build(), FileMetadata.none());
    try (LiteRtModel model = LiteRtModel.open(file, LiteRtOptions.builtIn())) {
      model.setInput(model.inputs().get(0), BYTES);
      model.invoke();
      return model.readBytes(model.outputs().get(0));
    }
  }
}
