package org.dl4jmot.examples.random;

import org.dl4jmot.runtime.graph.Node;

/** Where errors enter a graph. */
interface Injection {
  /** How far elements of a graph's input are off. */
  double ofInput(String tensor);

  /** Errors of a node's operand, on top of what its tensor carries. */
  double ofOperand(Node node, int index);

  /** Errors of each element of a constant operand. */
  float[] ofConstant(Node node, int index);

  /** What a node adds to each element of its result. */
  double ofResult(Node node);
}
