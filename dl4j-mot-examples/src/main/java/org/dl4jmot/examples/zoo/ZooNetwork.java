package org.dl4jmot.examples.zoo;

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
  LENET("LeNet"),
  SIMPLE_CNN("SimpleCNN"),
  TEXT_GENERATION_LSTM("TextGenerationLSTM"),
  SQUEEZE_NET("SqueezeNet"),
  ALEX_NET("AlexNet"),
  DARKNET19("Darknet19"),
  TINY_YOLO("TinyYOLO"),
  YOLO_2("YOLO2"),
  UNET("UNet"),
  RESNET50("ResNet50"),
  XCEPTION("Xception"),
  FACE_NET("FaceNetNN4Small2"),
  INCEPTION_RESNET("InceptionResNetV1"),
  NASNET("NASNet"),
  VGG_16("VGG16"),
  VGG_19("VGG19");

  private static final long SEED = 1;
  private static final int FEW = 10;
  private static final int VOC = 20;
  private static final int COCO = 80;
  private static final int FACES = 100;
  private static final int IMAGENET = 1000;
  private static final int CHARACTERS = 40;
  private static final int ALPHABET = 47;
  private final String label;

  ZooNetwork(String label) {
    this.label = label;
  }

  /** The zoo's name for it. */
  String label() {
    return label;
  }

  /** Size of the inputs. */
  enum Scale {
    /** What the zoo defaults to. */
    FULL,
    /** Smaller images where they take minutes and the architecture permits. */
    SMALL
  }

  ZooInput input(Scale scale) {
    return scale == Scale.SMALL ? smallInput() : fullInput();
  }

  private ZooInput smallInput() {
    return switch (this) {
      case YOLO_2 -> ZooInput.image(160, 160, 3);
      case UNET -> ZooInput.image(64, 64, 3);
      case NASNET -> ZooInput.image(32, 32, 3);
      default -> fullInput();
    };
  }

  private ZooInput fullInput() {
    return switch (this) {
      case LENET -> ZooInput.flatImage(28, 28, 1);
      case SIMPLE_CNN -> ZooInput.image(48, 48, 3);
      case TEXT_GENERATION_LSTM -> ZooInput.sequence(CHARACTERS, ALPHABET);
      case SQUEEZE_NET -> ZooInput.image(227, 227, 3);
      case TINY_YOLO -> ZooInput.image(416, 416, 3);
      case YOLO_2 -> ZooInput.image(608, 608, 3);
      case UNET -> ZooInput.image(512, 512, 3);
      case XCEPTION -> ZooInput.image(299, 299, 3);
      case FACE_NET -> ZooInput.image(96, 96, 3);
      case INCEPTION_RESNET -> ZooInput.image(160, 160, 3);
      case ALEX_NET, DARKNET19, RESNET50, NASNET -> ZooInput.image(224, 224, 3);
      case VGG_16, VGG_19 -> ZooInput.flatImage(224, 224, 3);
    };
  }

  /** A fresh network, the same at every call. */
  Model create(Scale scale) {
    return switch (this) {
      case LENET -> LeNet.builder().seed(SEED).numClasses(FEW).build().init();
      case SIMPLE_CNN -> SimpleCNN.builder().seed(SEED).numClasses(FEW).build().init();
      case TEXT_GENERATION_LSTM -> textGeneration().init();
      case SQUEEZE_NET -> SqueezeNet.builder().seed(SEED).numClasses(IMAGENET).build().init();
      case ALEX_NET -> AlexNet.builder().seed(SEED).numClasses(IMAGENET).build().init();
      case DARKNET19 -> Darknet19.builder().seed(SEED).numClasses(IMAGENET).build().init();
      case TINY_YOLO -> TinyYOLO.builder().seed(SEED).numClasses(VOC).build().init();
      case YOLO_2 -> yolo2(input(scale)).init();
      case UNET -> unet(input(scale)).init();
      case RESNET50 -> resNet().init();
      case XCEPTION -> Xception.builder().seed(SEED).numClasses(IMAGENET).build().init();
      case FACE_NET -> FaceNetNN4Small2.builder().seed(SEED).numClasses(FACES).build().init();
      case INCEPTION_RESNET ->
          withUnitGain(InceptionResNetV1.builder().seed(SEED).numClasses(FACES).build().init());
      case NASNET -> NasNet.create(SEED, IMAGENET, input(scale).types()[0]);
      case VGG_16 -> VGG16.builder().seed(SEED).numClasses(IMAGENET).build().init();
      case VGG_19 -> VGG19.builder().seed(SEED).numClasses(IMAGENET).build().init();
    };
  }

  private static YOLO2 yolo2(ZooInput input) {
    return YOLO2.builder().seed(SEED).numClasses(COCO).inputShape(input.channelsFirst()).build();
  }

  private static UNet unet(ZooInput input) {
    return UNet.builder().seed(SEED).numClasses(1).inputShape(input.channelsFirst()).build();
  }

  private static TextGenerationLSTM textGeneration() {
    return TextGenerationLSTM.builder()
        .seed(SEED)
        .inputShape(new int[] {CHARACTERS, ALPHABET})
        .build();
  }

  /** Its default weights are so large that untrained it overflows. */
  private static ResNet50 resNet() {
    return ResNet50.builder()
        .seed(SEED)
        .weightInit(new WeightInitXavier())
        .numClasses(IMAGENET)
        .build();
  }

  /**
   * Gives every convolution weights of variance 1 / inputs. Those the architecture defaults to let
   * sums of a million meet a tanh, untrained: where such a sum is about zero, the rounding of its
   * summands decides the result, and no two float implementations agree.
   */
  private static Model withUnitGain(Model network) {
    for (INDArray weights : network.paramTable().values()) {
      if (weights.rank() == 4) {
        double inputs = (double) weights.length() / weights.size(0);
        weights.muli(1 / (Math.sqrt(inputs) * weights.stdNumber().doubleValue()));
      }
    }
    return network;
  }

  EdgeExporter exporter(Model model, ZooInput input) {
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
