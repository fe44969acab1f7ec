package org.dl4jmot.examples.coverage;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/** A part of the table: the classes of a package, and what makes one of them count. */
enum Section {
  /** Vertices of SameDiff are among the layers. */
  LAYERS("Layers", "org.deeplearning4j.nn.conf.layers", Layer.class) {
    @Override
    boolean isKind(Class<?> type) {
      return super.isKind(type) || VERTICES.isKind(type);
    }
  },
  VERTICES("Vertices", "org.deeplearning4j.nn.conf.graph", GraphVertex.class),
  PREPROCESSORS(
      "Preprocessors", "org.deeplearning4j.nn.conf.preprocessor", InputPreProcessor.class),
  /** Wherever in nd4j an activation function may be. */
  ACTIVATIONS("Activation functions", "org.nd4j", IActivation.class) {
    @Override
    boolean searches(Class<?> type) {
      return isKind(type);
    }
  };

  private final String title;
  private final String basePackage;
  private final Class<?> kind;

  Section(String title, String basePackage, Class<?> kind) {
    this.title = title;
    this.basePackage = basePackage;
    this.kind = kind;
  }

  String title() {
    return title;
  }

  /** The package that is searched, with all below it. */
  String basePackage() {
    return basePackage;
  }

  /** Whether a class of the package is accounted for, by a row or by an exclusion. */
  boolean searches(Class<?> type) {
    return true;
  }

  /** Whether a class is what this section lists. */
  boolean isKind(Class<?> type) {
    return kind.isAssignableFrom(type);
  }
}
