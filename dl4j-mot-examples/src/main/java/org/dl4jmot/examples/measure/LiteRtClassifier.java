package org.dl4jmot.examples.measure;

import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.litert.LiteRtType;

/** A file in the real LiteRT, with float32 or int8 input and output. */
public final class LiteRtClassifier implements Classifier {
  private final LiteRtModel model;
  private final LiteRtTensor input;
  private final LiteRtTensor output;

  /**
   * Loads a file.
   *
   * @param file bytes of a model with one input and one output
   * @param options which kernels run it
   */
  public LiteRtClassifier(byte[] file, LiteRtOptions options) {
    model = LiteRtModel.open(file, options);
    input = model.inputs().get(0);
    output = model.outputs().get(0);
  }

  /** The model, for what only it can tell. */
  public LiteRtModel model() {
    return model;
  }

  @Override
  public byte[] run(float[] image) {
    feed(image);
    model.invoke();
    return model.readBytes(output);
  }

  private void feed(float[] image) {
    if (input.type() == LiteRtType.FLOAT32) {
      model.setInput(input, image);
    } else {
      model.setInput(input, Pixels.quantize(image, input.scale(), input.zeroPoint()));
    }
  }

  @Override
  public float[] probabilities(byte[] bytes) {
    return output.type() == LiteRtType.FLOAT32
        ? Outputs.floats(bytes)
        : Outputs.dequantized(bytes, output.scale(), output.zeroPoint());
  }

  @Override
  public void close() {
    model.close();
  }
}
