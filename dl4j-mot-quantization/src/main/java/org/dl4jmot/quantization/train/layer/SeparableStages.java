package org.dl4jmot.quantization.train.layer;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A separable convolution as the two operations it is exported as. ND4J's own operation keeps the
 * result between them to itself, where the integer file rounds it.
 */
final class SeparableStages {
  private final INDArray input;
  private final INDArray depthwiseWeights;
  private final INDArray pointwiseWeights;
  private final INDArray bias;
  private final boolean channelsFirst;
  private final int[] outputSize;
  private final int[] arguments;

  /**
   * Sets up one pass.
   *
   * @param depthwise [multiplier, in, height, width]
   * @param pointwise [out, in * multiplier, 1, 1]
   * @param bias [1, out], or null
   */
  SeparableStages(
      SeparableConvolution2D conf,
      INDArray input,
      INDArray depthwise,
      INDArray pointwise,
      INDArray bias) {
    this.input = input;
    this.bias = bias;
    channelsFirst = conf.getCnn2dDataFormat() == CNN2DFormat.NCHW;
    // ND4J's order: [height, width, in, multiplier] and [1, 1, in * multiplier, out]
    depthwiseWeights = depthwise.permute(2, 3, 1, 0);
    pointwiseWeights = pointwise.permute(2, 3, 1, 0);
    boolean same = conf.getConvolutionMode() == ConvolutionMode.Same;
    int[] kernel = conf.getKernelSize();
    int[] stride = conf.getStride();
    int[] dilation = conf.getDilation();
    outputSize =
        ConvolutionUtils.getOutputSize(
            input,
            kernel,
            stride,
            same ? null : conf.getPadding(),
            conf.getConvolutionMode(),
            dilation,
            conf.getCnn2dDataFormat());
    int[] imageSize = {
      (int) input.size(channelsFirst ? 2 : 1), (int) input.size(channelsFirst ? 3 : 2)
    };
    int[] padding =
        same
            ? ConvolutionUtils.getSameModeTopLeftPadding(
                outputSize, imageSize, kernel, stride, dilation)
            : conf.getPadding();
    arguments =
        new int[] {
          kernel[0],
          kernel[1],
          stride[0],
          stride[1],
          padding[0],
          padding[1],
          dilation[0],
          dilation[1],
          same ? 1 : 0,
          layout()
        };
  }

  private int layout() {
    return channelsFirst ? 0 : 1;
  }

  private int[] pointwiseArguments() {
    return new int[] {1, 1, 1, 1, 0, 0, 1, 1, 0, layout()};
  }

  private INDArray output(ArrayType type, long channels, LayerWorkspaceMgr workspaces) {
    long n = input.size(0);
    long[] shape =
        channelsFirst
            ? new long[] {n, channels, outputSize[0], outputSize[1]}
            : new long[] {n, outputSize[0], outputSize[1], channels};
    return workspaces.create(type, input.dataType(), shape, 'c');
  }

  /** The result between the stages. */
  INDArray depthwise(LayerWorkspaceMgr workspaces) {
    INDArray result = output(ArrayType.ACTIVATIONS, pointwiseWeights.size(2), workspaces);
    run("depthwise_conv2d", List.of(input, depthwiseWeights), List.of(result), arguments);
    return result;
  }

  /** The result of both, before the activation function. */
  INDArray pointwise(INDArray between, LayerWorkspaceMgr workspaces) {
    INDArray result = output(ArrayType.ACTIVATIONS, pointwiseWeights.size(3), workspaces);
    List<INDArray> inputs = new ArrayList<>(List.of(between, pointwiseWeights));
    if (bias != null) {
      inputs.add(bias);
    }
    run("conv2d", inputs, List.of(result), pointwiseArguments());
    return result;
  }

  /**
   * Backward pass of the second stage.
   *
   * @param weightGradient written, in the layer's layout
   * @param biasGradient written, where there is a bias
   * @return the gradient of the result between the stages
   */
  INDArray pointwiseGradient(
      INDArray between,
      INDArray delta,
      INDArray weightGradient,
      INDArray biasGradient,
      LayerWorkspaceMgr workspaces) {
    INDArray result = output(ArrayType.ACTIVATION_GRAD, pointwiseWeights.size(2), workspaces);
    List<INDArray> inputs = new ArrayList<>(List.of(between, pointwiseWeights));
    List<INDArray> outputs = new ArrayList<>(List.of(result, weightGradient.permute(2, 3, 1, 0)));
    if (bias != null) {
      inputs.add(bias);
      outputs.add(biasGradient);
    }
    inputs.add(delta);
    run("conv2d_bp", inputs, outputs, pointwiseArguments());
    return result;
  }

  /**
   * Backward pass of the first stage.
   *
   * @param weightGradient written, in the layer's layout
   * @return the gradient of the input
   */
  INDArray depthwiseGradient(
      INDArray toBetween, INDArray weightGradient, LayerWorkspaceMgr workspaces) {
    INDArray result =
        workspaces.create(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    run(
        "depthwise_conv2d_bp",
        List.of(input, depthwiseWeights, toBetween),
        List.of(result, weightGradient.permute(2, 3, 1, 0)),
        arguments);
    return result;
  }

  private static void run(
      String operation, List<INDArray> inputs, List<INDArray> outputs, int[] arguments) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(operation)
                .addInputs(inputs.toArray(INDArray[]::new))
                .addOutputs(outputs.toArray(INDArray[]::new))
                .addIntegerArguments(arguments)
                .callInplace(false)
                .build());
  }
}
