package org.dl4jmot.examples.measure;

import java.nio.ByteBuffer;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tflite.TfliteReader;

/** A file in the pure-Java interpreter, with float32 or int8 input and output. */
public final class JavaClassifier implements Classifier {
  private final Interpreter interpreter;
  private final TensorBuffer input;
  private final TensorBuffer output;

  /**
   * Loads a file.
   *
   * @param file bytes of a model with one input and one output
   */
  public JavaClassifier(byte[] file) {
    interpreter = new Interpreter(TfliteReader.read(ByteBuffer.wrap(file)).graph());
    input = interpreter.input(0);
    output = interpreter.output(0);
  }

  /** The interpreter, for what only it can tell. */
  public Interpreter interpreter() {
    return interpreter;
  }

  @Override
  public byte[] run(float[] image) {
    input.setReal(image);
    interpreter.run();
    return output.toBytes();
  }

  @Override
  public float[] probabilities(byte[] bytes) {
    if (output.tensor().type() == DataType.FLOAT32) {
      return Outputs.floats(bytes);
    }
    QuantizationParameters parameters = output.tensor().requireQuantization();
    return Outputs.dequantized(bytes, parameters.scale(), parameters.zeroPoint());
  }
}
