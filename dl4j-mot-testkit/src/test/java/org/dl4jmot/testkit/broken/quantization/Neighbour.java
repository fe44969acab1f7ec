package org.dl4jmot.testkit.broken.quantization;

/** What pruning must not see. */
public class Neighbour {}
