package org.dl4jmot.litert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.StringIntMap;
import org.bytedeco.tensorflowlite.StringVector;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * A {@code .tflite} model loaded into LiteRT, ready to run. Holds native memory: close it. Not
 * thread-safe.
 */
public final class LiteRtModel implements AutoCloseable {
  private final NativeModel model;
  private final List<LiteRtTensor> tensors;
  private final List<LiteRtTensor> inputs;
  private final List<LiteRtTensor> outputs;
  // Memory that LiteRT allotted to each tensor; stays put after preparation.
  private final ByteBuffer[] memory;
  private boolean closed;

  private LiteRtModel(NativeModel model) {
    this.model = model;
    tensors = IntStream.range(0, model.fileTensors()).mapToObj(this::describe).toList();
    inputs = pick(model.interpreter().inputs());
    outputs = pick(model.interpreter().outputs());
    memory = new ByteBuffer[tensors.size()];
  }

  /**
   * Loads a model for the built-in kernels, one thread.
   *
   * @throws LiteRtException if LiteRT is not available or does not accept the model
   */
  public static LiteRtModel open(byte[] file) {
    return open(file, LiteRtOptions.builtIn());
  }

  /**
   * Loads a model.
   *
   * @throws LiteRtException if LiteRT is not available or does not accept the model
   */
  public static LiteRtModel open(byte[] file, LiteRtOptions options) {
    return open(ByteBuffer.wrap(file), options);
  }

  /**
   * Loads a model from the remaining bytes of a buffer, which are copied.
   *
   * @throws LiteRtException if LiteRT is not available or does not accept the model
   */
  public static LiteRtModel open(ByteBuffer file, LiteRtOptions options) {
    LiteRt.requireAvailable();
    NativeModel model = new NativeModel(file, options);
    try {
      return new LiteRtModel(model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private LiteRtTensor describe(int index) {
    TfLiteTensor tensor = model.interpreter().tensor(index);
    BytePointer name = tensor.name();
    return new LiteRtTensor(
        index,
        name == null || name.isNull() ? "" : name.getString(),
        LiteRtType.of(tensor.type()),
        shape(tensor.dims()),
        tensor.params().scale(),
        tensor.params().zero_point(),
        Math.toIntExact(tensor.bytes()),
        tensor.allocation_type() == tensorflowlite.kTfLiteMmapRo);
  }

  private static List<Integer> shape(TfLiteIntArray dimensions) {
    return IntStream.range(0, dimensions.size()).mapToObj(dimensions::data).toList();
  }

  private List<LiteRtTensor> pick(IntPointer indices) {
    List<LiteRtTensor> picked = new ArrayList<>();
    for (int i = 0; i < indices.capacity(); i++) {
      picked.add(tensors.get(indices.get(i)));
    }
    return List.copyOf(picked);
  }

  /** All tensors of the file, by index. */
  public List<LiteRtTensor> tensors() {
    return tensors;
  }

  /**
   * The tensor of a name in the file.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public LiteRtTensor tensor(String name) {
    return named(name, tensors, "tensor");
  }

  /** The model's inputs, in the file's order. */
  public List<LiteRtTensor> inputs() {
    return inputs;
  }

  /** The model's outputs, in the file's order. */
  public List<LiteRtTensor> outputs() {
    return outputs;
  }

  /**
   * The input of a name in the model's first signature or, failing that, the input tensor of that
   * name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public LiteRtTensor input(String name) {
    for (String signature : signatures()) {
      int index = lookUp(interpreter().signature_inputs(signature), name);
      if (index >= 0) {
        return tensors.get(index);
      }
    }
    return named(name, inputs, "input");
  }

  /**
   * The output of a name in the model's first signature or, failing that, the output tensor of that
   * name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public LiteRtTensor output(String name) {
    for (String signature : signatures()) {
      int index = lookUp(interpreter().signature_outputs(signature), name);
      if (index >= 0) {
        return tensors.get(index);
      }
    }
    return named(name, outputs, "output");
  }

  /** Keys of the model's signatures; empty for a model without any. */
  public List<String> signatures() {
    try (StringVector keys = interpreter().signature_keys()) {
      List<String> names = new ArrayList<>();
      for (long i = 0; i < keys.size(); i++) {
        names.add(keys.get(i).getString());
      }
      return List.copyOf(names);
    }
  }

  private static int lookUp(StringIntMap map, String name) {
    StringIntMap.Iterator end = map.end();
    for (StringIntMap.Iterator at = map.begin(); !at.equals(end); at.increment()) {
      if (at.first().equals(name)) {
        return at.second();
      }
    }
    return -1;
  }

  private static LiteRtTensor named(String name, List<LiteRtTensor> among, String kind) {
    return among.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no "
                        + kind
                        + " '"
                        + name
                        + "', there are "
                        + among.stream().map(LiteRtTensor::name).toList()));
  }

  /**
   * Nodes of the file that a delegate runs; 0 with the built-in kernels, and with XNNPACK where it
   * supports none of them.
   */
  public int delegatedNodes() {
    requireOpen();
    return model.delegation().delegated();
  }

  /** Which nodes of the file a delegate runs, in how many partitions. */
  public Delegation delegation() {
    requireOpen();
    return model.delegation();
  }

  /**
   * Sets an input from the remaining little-endian bytes of a buffer, whose position stays.
   *
   * @throws IllegalArgumentException if their number is not the tensor's, or it is no input
   */
  public void setInput(LiteRtTensor input, ByteBuffer bytes) {
    requireInput(input, bytes.remaining());
    memory(input).put(0, bytes, bytes.position(), bytes.remaining());
  }

  /** Sets an input from its bytes; see {@link #setInput(LiteRtTensor, ByteBuffer)}. */
  public void setInput(LiteRtTensor input, byte[] bytes) {
    requireInput(input, bytes.length);
    memory(input).put(0, bytes);
  }

  /**
   * Sets a float32 input.
   *
   * @throws IllegalArgumentException if type or number of elements differ, or it is no input
   */
  public void setInput(LiteRtTensor input, float[] values) {
    requireFloats(input);
    requireInput(input, values.length * Float.BYTES);
    memory(input).asFloatBuffer().put(0, values);
  }

  private void requireInput(LiteRtTensor input, int bytes) {
    if (!inputs.contains(input)) {
      throw new IllegalArgumentException(input.name() + " is no input of this model: " + inputs);
    }
    if (bytes != input.bytes()) {
      throw new IllegalArgumentException(
          "input '" + input.name() + "' takes " + input.bytes() + " bytes, not " + bytes);
    }
  }

  /**
   * Runs the model from zero state: what recurrent operators keep in variable tensors is reset
   * before. Without any, the same as {@link #resume}.
   *
   * @throws LiteRtException if LiteRT reports a failure
   */
  public void invoke() {
    NativeModel.check(
        interpreter().ResetVariableTensors(), "resetting the state (ResetVariableTensors)");
    resume();
  }

  /**
   * Runs the model with the state the last run left, as LiteRT does unless told otherwise: for a
   * sequence fed in pieces.
   *
   * @throws LiteRtException if LiteRT reports a failure
   */
  public void resume() {
    NativeModel.check(interpreter().Invoke(), "running the model (Invoke)");
  }

  /**
   * A copy of a tensor's bytes, little-endian.
   *
   * @throws LiteRtException if the tensor has no memory of its own (inside a delegate, or never
   *     computed)
   */
  public ByteBuffer read(LiteRtTensor tensor) {
    int bytes = size(tensor);
    ByteBuffer copy = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(0, memory(tensor), 0, bytes);
    return copy;
  }

  /** A copy of a tensor's bytes; see {@link #read}. */
  public byte[] readBytes(LiteRtTensor tensor) {
    return read(tensor).array();
  }

  /**
   * A copy of a float32 tensor's elements; see {@link #read}.
   *
   * @throws IllegalArgumentException if it has another type
   */
  public float[] readFloats(LiteRtTensor tensor) {
    requireFloats(tensor);
    float[] values = new float[tensor.bytes() / Float.BYTES];
    memory(tensor).asFloatBuffer().get(0, values);
    return values;
  }

  private static void requireFloats(LiteRtTensor tensor) {
    if (tensor.type() != LiteRtType.FLOAT32) {
      throw new IllegalArgumentException(
          "tensor '" + tensor.name() + "' holds " + tensor.type() + " elements, not FLOAT32");
    }
  }

  /** Whether LiteRT allots a tensor's memory at each run: its size is known only then. */
  private boolean isDynamic(LiteRtTensor tensor) {
    return interpreter().tensor(tensor.index()).allocation_type() == tensorflowlite.kTfLiteDynamic;
  }

  private int size(LiteRtTensor tensor) {
    return isDynamic(tensor)
        ? Math.toIntExact(interpreter().tensor(tensor.index()).bytes())
        : tensor.bytes();
  }

  private ByteBuffer memory(LiteRtTensor tensor) {
    Interpreter interpreter = interpreter();
    ByteBuffer known = memory[tensor.index()];
    boolean moves = isDynamic(tensor);
    if (known != null && !moves) {
      return known;
    }
    BytePointer raw = interpreter.tensor(tensor.index()).data().raw();
    if (raw == null || raw.isNull()) {
      throw new LiteRtException(
          "tensor '" + tensor.name() + "' has no memory: it is computed inside a delegate");
    }
    memory[tensor.index()] =
        raw.capacity(size(tensor)).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return memory[tensor.index()];
  }

  private Interpreter interpreter() {
    requireOpen();
    return model.interpreter();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this model is closed");
    }
  }

  /** Frees the native memory; further calls have no effect. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      model.close();
    }
  }
}
