package org.dl4jmot.runtime.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Builds graphs of one node, or of one behind a float node that prepares its input. */
final class OneOp {
  private final GraphBuilder builder = Graph.builder();
  private final List<Tensor> operands = new ArrayList<>();

  OneOp input(DataType type, Shape shape, QuantizationParameters quantization) {
    String name = "input" + operands.size();
    operands.add(builder.input(Tensor.computed(name, type, shape).withQuantization(quantization)));
    return this;
  }

  OneOp input(Shape shape) {
    operands.add(builder.input(Tensor.ofFloat("input" + operands.size(), shape)));
    return this;
  }

  OneOp input(DataType type, Shape shape) {
    operands.add(builder.input(Tensor.computed("input" + operands.size(), type, shape)));
    return this;
  }

  OneOp constant(Shape shape, ConstantData data, QuantizationParameters quantization) {
    String name = "constant" + operands.size();
    operands.add(builder.add(Tensor.constant(name, shape, data).withQuantization(quantization)));
    return this;
  }

  OneOp constant(Shape shape, ConstantData data) {
    operands.add(builder.add(Tensor.constant("constant" + operands.size(), shape, data)));
    return this;
  }

  /** Puts a float operation between the last operand and the node to come. */
  OneOp through(Op op) {
    Tensor last = operands.remove(operands.size() - 1);
    operands.add(builder.node("layer", op, List.of(last), last.name() + "/through"));
    return this;
  }

  /** Mostly adds an operand that is optional. */
  OneOp perhaps(Draw draw, UnaryOperator<OneOp> operand) {
    return draw.chance(0.8) ? operand.apply(this) : this;
  }

  Graph floats(Op op) {
    return build(op, DataType.FLOAT32, Optional.empty());
  }

  /** A result that is no quantized number. */
  Graph plain(Op op, DataType type) {
    return build(op, type, Optional.empty());
  }

  Graph quantized(Op op, DataType type, QuantizationParameters quantization) {
    return build(op, type, Optional.of(quantization));
  }

  private Graph build(Op op, DataType type, Optional<QuantizationParameters> quantization) {
    Shape shape = op.outputShapes(operands.stream().map(Tensor::shape).toList()).get(0);
    Tensor result = Tensor.computed("result", type, shape);
    Tensor typed = quantization.map(result::withQuantization).orElse(result);
    builder.output("result", builder.node(List.of("layer"), op, operands, typed));
    return builder.build();
  }
}
