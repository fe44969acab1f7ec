package org.dl4jmot.core.lower;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.TransposeConv;

/**
 * The operations that can clamp their result. CONCATENATION has the field too, but LiteRT refuses
 * anything in it.
 */
final class FusedActivation {
  private static final Map<Class<? extends Op>, Access<?>> ACCESS =
      Map.ofEntries(
          Map.entry(Add.class, new Access<>(Add.class, Add::activation, (op, a) -> new Add(a))),
          Map.entry(Sub.class, new Access<>(Sub.class, Sub::activation, (op, a) -> new Sub(a))),
          Map.entry(Mul.class, new Access<>(Mul.class, Mul::activation, (op, a) -> new Mul(a))),
          Map.entry(Div.class, new Access<>(Div.class, Div::activation, (op, a) -> new Div(a))),
          Map.entry(
              Conv2d.class,
              new Access<>(
                  Conv2d.class, Conv2d::activation, (op, a) -> new Conv2d(op.window(), a))),
          Map.entry(
              DepthwiseConv2d.class,
              new Access<>(
                  DepthwiseConv2d.class,
                  DepthwiseConv2d::activation,
                  (op, a) -> new DepthwiseConv2d(op.window(), a))),
          Map.entry(
              FullyConnected.class,
              new Access<>(FullyConnected.class, FullyConnected::activation, FullyConnected::with)),
          Map.entry(
              MaxPool2d.class,
              new Access<>(
                  MaxPool2d.class,
                  MaxPool2d::activation,
                  (op, a) -> new MaxPool2d(op.filterHeight(), op.filterWidth(), op.window(), a))),
          Map.entry(
              AveragePool2d.class,
              new Access<>(
                  AveragePool2d.class,
                  AveragePool2d::activation,
                  (op, a) ->
                      new AveragePool2d(op.filterHeight(), op.filterWidth(), op.window(), a))),
          Map.entry(
              TransposeConv.class,
              new Access<>(TransposeConv.class, TransposeConv::activation, TransposeConv::with)),
          Map.entry(Conv3d.class, new Access<>(Conv3d.class, Conv3d::activation, Conv3d::with)));

  private FusedActivation() {}

  /** The operation's activation; empty for operations that cannot have one. */
  static Optional<Activation> of(Op op) {
    return Optional.ofNullable(ACCESS.get(op.getClass())).map(access -> access.read(op));
  }

  /** Whether the operation clamps its result. */
  static boolean hasAny(Op op) {
    return of(op).filter(activation -> activation != Activation.NONE).isPresent();
  }

  /** The operation with another activation; empty for operations that cannot have one. */
  static Optional<Op> with(Op op, Activation activation) {
    return Optional.ofNullable(ACCESS.get(op.getClass()))
        .map(access -> access.write(op, activation));
  }

  private record Access<O extends Op>(
      Class<O> type, Function<O, Activation> reader, BiFunction<O, Activation, Op> writer) {
    Activation read(Op op) {
      return reader.apply(type.cast(op));
    }

    Op write(Op op, Activation activation) {
      return writer.apply(type.cast(op), activation);
    }
  }
}
