package org.dl4jmot.quantization.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The constants of an integer graph in the making: each once per form, however many nodes read it.
 */
final class Constants {
  private final GraphBuilder graph;
  private final UnaryOperator<String> freshName;
  private final Map<PlannedTensor, Tensor> integers = new HashMap<>();
  private final Map<String, Tensor> reals = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  Constants(GraphBuilder graph, UnaryOperator<String> freshName) {
    this.graph = graph;
    this.freshName = freshName;
  }

  Tensor real(Tensor constant) {
    return reals.computeIfAbsent(constant.name(), key -> add(constant));
  }

  Tensor integer(Tensor constant, PlannedTensor planned) {
    return integers.computeIfAbsent(planned, key -> add(quantized(constant, planned)));
  }

  private Tensor add(Tensor tensor) {
    boolean first = used.add(tensor.name());
    return graph.add(first ? tensor : tensor.named(freshName.apply(tensor.name())));
  }

  private static Tensor quantized(Tensor constant, PlannedTensor planned) {
    ConstantData data =
        switch (planned.type()) {
          case INT32 -> bias(constant, planned);
          case INT64 -> wideBias(constant, planned);
          case INT16 -> shorts(constant, planned);
          default -> weights(constant, planned);
        };
    return constant.withData(data).withQuantization(planned.parameters());
  }

  private static ConstantData bias(Tensor constant, PlannedTensor planned) {
    float[] values = constant.requireData().toFloats();
    return ConstantData.of(BiasQuantization.quantize(values, planned.parameters()));
  }

  private static ConstantData wideBias(Tensor constant, PlannedTensor planned) {
    float[] values = constant.requireData().toFloats();
    return ConstantData.of(BiasQuantization.quantizeWide(values, planned.parameters()));
  }

  private static ConstantData shorts(Tensor constant, PlannedTensor planned) {
    float[] values = constant.requireData().toFloats();
    AffineQuantization quantization =
        new AffineQuantization(planned.parameters().scale(), 0, planned.integers());
    ByteBuffer bytes =
        ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort((short) quantization.quantize(value));
    }
    return ConstantData.wrap(DataType.INT16, bytes.flip());
  }

  private static ConstantData weights(Tensor constant, PlannedTensor planned) {
    byte[] quantized =
        WeightQuantization.quantize(
            constant.requireData().floats(),
            constant.shape(),
            planned.parameters(),
            planned.integers());
    return ConstantData.wrap(DataType.INT8, ByteBuffer.wrap(quantized));
  }
}
