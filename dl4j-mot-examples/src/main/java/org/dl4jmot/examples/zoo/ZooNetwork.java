package org.dl4jmot.examples.zoo;

import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TextGenerationLSTM;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.VGG19;
import org.deeplearning4j.zoo.model.Xception;
import org.deeplearning4j.zoo.model.YOLO2;
import org.dl4jmot.core.export.EdgeExporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The 16 architectures of deeplearning4j-zoo 1.0.0-M2.1 with the sizes they default to and random
 * weights.
 */
enum ZooNetwork {
  LENET(
      "LeNet",
      ZooInput.flatImage(28, 28, 1),
      () -> LeNet.builder().seed(Sizes.SEED).numClasses(Sizes.FEW).build().init()),
  SIMPLE_CNN(
      "SimpleCNN",
      ZooInput.image(48, 48, 3),
      () -> SimpleCNN.builder().seed(Sizes.SEED).numClasses(Sizes.FEW).build().init()),
  TEXT_GENERATION_LSTM(
      "TextGenerationLSTM",
      ZooInput.sequence(Sizes.CHARACTERS, Sizes.ALPHABET),
      () ->
          TextGenerationLSTM.builder()
              .seed(Sizes.SEED)
              .inputShape(new int[] {Sizes.CHARACTERS, Sizes.ALPHABET})
              .build()
              .init()),
  SQUEEZE_NET(
      "SqueezeNet",
      ZooInput.image(227, 227, 3),
      () -> SqueezeNet.builder().seed(Sizes.SEED).numClasses(Sizes.IMAGENET).build().init()),
  ALEX_NET(
      "AlexNet",
      ZooInput.image(224, 224, 3),
      () -> AlexNet.builder().seed(Sizes.SEED).numClasses(Sizes.IMAGENET).build().init()),
  DARKNET19(
      "Darknet19",
      ZooInput.image(224, 224, 3),
      () -> Darknet19.builder().seed(Sizes.SEED).numClasses(Sizes.IMAGENET).build().init()),
  TINY_YOLO(
      "TinyYOLO",
      ZooInput.image(416, 416, 3),
      () -> TinyYOLO.builder().seed(Sizes.SEED).numClasses(Sizes.VOC).build().init()),
  YOLO_2(
      "YOLO2",
      ZooInput.image(608, 608, 3),
      () -> YOLO2.builder().seed(Sizes.SEED).numClasses(Sizes.COCO).build().init()),
  UNET(
      "UNet",
      ZooInput.image(512, 512, 3),
      () -> UNet.builder().seed(Sizes.SEED).numClasses(1).build().init()),
  RESNET50(
      "ResNet50",
      ZooInput.image(224, 224, 3),
      () ->
          ResNet50.builder()
              .seed(Sizes.SEED)
              // Its default weights are so large that untrained it overflows.
              .weightInit(new WeightInitXavier())
              .numClasses(Sizes.IMAGENET)
              .build()
              .init()),
  XCEPTION(
      "Xception",
      ZooInput.image(299, 299, 3),
      () -> Xception.builder().seed(Sizes.SEED).numClasses(Sizes.IMAGENET).build().init()),
  FACE_NET(
      "FaceNetNN4Small2",
      ZooInput.image(96, 96, 3),
      () -> FaceNetNN4Small2.builder().seed(Sizes.SEED).numClasses(Sizes.FACES).build().init()),
  INCEPTION_RESNET(
      "InceptionResNetV1",
      ZooInput.image(160, 160, 3),
      () -> InceptionResNetV1.builder().seed(Sizes.SEED).numClasses(Sizes.FACES).build().init()),
  NASNET(
      "NASNet",
      ZooInput.image(224, 224, 3),
      () -> NasNet.create(Sizes.SEED, Sizes.IMAGENET, ZooInput.image(224, 224, 3).types()[0])),
  VGG_16(
      "VGG16",
      ZooInput.flatImage(224, 224, 3),
      () -> VGG16.builder().seed(Sizes.SEED).numClasses(Sizes.IMAGENET).build().init()),
  VGG_19(
      "VGG19",
      ZooInput.flatImage(224, 224, 3),
      () -> VGG19.builder().seed(Sizes.SEED).numClasses(Sizes.IMAGENET).build().init());

  /** An enum's constants cannot refer to constants of the enum itself. */
  private static final class Sizes {
    static final long SEED = 1;
    static final int FEW = 10;
    static final int VOC = 20;
    static final int COCO = 80;
    static final int FACES = 100;
    static final int IMAGENET = 1000;
    static final int CHARACTERS = 40;
    static final int ALPHABET = 47;
  }

  private final String label;
  private final ZooInput input;
  private final Supplier<Model> network;

  ZooNetwork(String label, ZooInput input, Supplier<Model> network) {
    this.label = label;
    this.input = input;
    this.network = network;
  }

  /** The zoo's name for it. */
  String label() {
    return label;
  }

  ZooInput input() {
    return input;
  }

  /** A fresh network, the same at every call. */
  Model create() {
    return network.get();
  }

  EdgeExporter exporter(Model model) {
    return model instanceof MultiLayerNetwork layers
        ? EdgeExporter.of(layers, input.types())
        : EdgeExporter.of((ComputationGraph) model, input.types());
  }

  /** What the network answers in Deeplearning4j, in inference mode. */
  INDArray output(Model model, INDArray samples) {
    return model instanceof MultiLayerNetwork layers
        ? layers.output(samples)
        : ((ComputationGraph) model).outputSingle(samples);
  }
}
