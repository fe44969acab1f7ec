package org.dl4jmot.litert;

import static org.dl4jmot.litert.LiteRtOptions.Kernels.XNNPACK;
import static org.dl4jmot.litert.LiteRtOptions.Retention.ALL;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * The native objects behind a model, in the order in which they depend on each other; closes them
 * in reverse.
 */
final class NativeModel implements AutoCloseable {
  private final Deque<Pointer> owned = new ArrayDeque<>();
  private final Interpreter interpreter;
  private final int fileTensors;
  private final int fileNodes;

  NativeModel(ByteBuffer file, LiteRtOptions options) {
    try {
      FlatBufferModel model = parse(file);
      BuiltinOpResolver resolver =
          own(
              options.kernels() == XNNPACK
                  ? new BuiltinOpResolver()
                  : new BuiltinOpResolverWithoutDefaultDelegates());
      interpreter = build(model, resolver, options);
      // Preparation appends scratch tensors and delegate nodes behind those of the file.
      fileTensors = namedTensors();
      fileNodes = Math.toIntExact(interpreter.nodes_size());
      options.batch().ifPresent(this::resizeInputs);
      check(interpreter.AllocateTensors(), "preparing the model (AllocateTensors)");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void resizeInputs(int batch) {
    IntPointer inputs = interpreter.inputs();
    for (int i = 0; i < inputs.capacity(); i++) {
      TfLiteIntArray shape = interpreter.tensor(inputs.get(i)).dims();
      int[] dimensions = new int[shape.size()];
      for (int axis = 0; axis < dimensions.length; axis++) {
        dimensions[axis] = axis == 0 ? batch : shape.data(axis);
      }
      check(
          interpreter.ResizeInputTensorStrict(inputs.get(i), dimensions),
          "resizing input " + i + " (ResizeInputTensorStrict): is its batch dimension open?");
    }
  }

  /** Recurrent operators have appended scratch tensors by now; only a file's tensors have names. */
  private int namedTensors() {
    int count = Math.toIntExact(interpreter.tensors_size());
    while (count > 0 && isNameless(interpreter.tensor(count - 1))) {
      count--;
    }
    return count;
  }

  private static boolean isNameless(TfLiteTensor tensor) {
    BytePointer name = tensor.name();
    return name == null || name.isNull();
  }

  private FlatBufferModel parse(ByteBuffer file) {
    int length = file.remaining();
    // LiteRT reads the model in place: the copy lives as long as the interpreter.
    BytePointer bytes = own(new BytePointer(length));
    bytes.asByteBuffer().put(file.duplicate());
    FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, length);
    if (model == null || model.isNull()) {
      throw new LiteRtException("LiteRT does not accept these " + length + " bytes as a model");
    }
    return own(model);
  }

  private Interpreter build(
      FlatBufferModel model, BuiltinOpResolver resolver, LiteRtOptions options) {
    InterpreterOptions settings = own(new InterpreterOptions());
    settings.SetPreserveAllTensors(options.retention() == ALL);
    InterpreterBuilder builder = own(new InterpreterBuilder(model, resolver, settings));
    check(builder.SetNumThreads(options.threads()), "setting the number of threads");
    Interpreter built = new Interpreter((Pointer) null);
    int status = builder.apply(built);
    if (built.isNull()) {
      throw new LiteRtException("LiteRT could not build an interpreter (status " + status + ")");
    }
    own(built);
    check(status, "building an interpreter");
    return built;
  }

  private <T extends Pointer> T own(T pointer) {
    owned.push(pointer);
    return pointer;
  }

  static void check(int status, String step) {
    if (status != tensorflowlite.kTfLiteOk) {
      throw new LiteRtException(
          "LiteRT failed at " + step + " (status " + status + "); its reason is on standard error");
    }
  }

  Interpreter interpreter() {
    return interpreter;
  }

  /** Tensors that stand in the file. */
  int fileTensors() {
    return fileTensors;
  }

  /** Who runs which node of the file. */
  Delegation delegation() {
    IntPointer plan = interpreter.execution_plan();
    List<Integer> left =
        IntStream.range(0, Math.toIntExact(plan.capacity()))
            .map(plan::get)
            .filter(node -> node < fileNodes)
            .boxed()
            .toList();
    // A delegate takes the place of each partition: a node behind those of the file.
    int partitions = Math.toIntExact(interpreter.nodes_size()) - fileNodes;
    return new Delegation(fileNodes, left, partitions);
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().close();
    }
  }
}
