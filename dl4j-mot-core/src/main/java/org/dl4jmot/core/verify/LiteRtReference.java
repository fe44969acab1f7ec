package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtException;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;

/** LiteRT without delegates, one thread, every tensor kept. Loaded only where its classes exist. */
final class LiteRtReference implements ReferenceRuntime {

  static Optional<String> missing() {
    return LiteRt.unavailableReason();
  }

  @Override
  public String description() {
    return "LiteRT " + LiteRt.version() + ", built-in kernels, one thread";
  }

  @Override
  public ReferenceModel load(ByteBuffer file) {
    return load(file, LiteRtOptions.builtIn());
  }

  @Override
  public ReferenceModel load(ByteBuffer file, int batch) {
    return load(file, LiteRtOptions.builtIn().withBatch(batch));
  }

  private static ReferenceModel load(ByteBuffer file, LiteRtOptions options) {
    try {
      return new Loaded(LiteRtModel.open(file, options.preservingAllTensors()));
    } catch (LiteRtException e) {
      throw new ReferenceRuntimeException("LiteRT does not accept the file: " + e.getMessage(), e);
    }
  }

  private static final class Loaded implements ReferenceModel {
    private final LiteRtModel model;
    private final Map<String, LiteRtTensor> tensors = new HashMap<>();

    Loaded(LiteRtModel model) {
      this.model = model;
      model.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    @Override
    public void run(List<ByteBuffer> inputs) {
      try {
        for (int i = 0; i < inputs.size(); i++) {
          model.setInput(model.inputs().get(i), inputs.get(i));
        }
        model.invoke();
      } catch (LiteRtException e) {
        throw new ReferenceRuntimeException("LiteRT failed to run the file: " + e.getMessage(), e);
      }
    }

    @Override
    public ByteBuffer tensor(String name) {
      LiteRtTensor tensor = tensors.get(name);
      if (tensor == null) {
        throw new ReferenceRuntimeException("LiteRT has no tensor '" + name + "'", null);
      }
      try {
        return model.read(tensor);
      } catch (LiteRtException e) {
        throw new ReferenceRuntimeException(
            "LiteRT cannot show tensor '" + name + "': " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
