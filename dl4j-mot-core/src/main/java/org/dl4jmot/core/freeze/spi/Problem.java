package org.dl4jmot.core.freeze.spi;

/**
 * Why something has no form in a graph.
 *
 * @param reason what is in the way
 * @param remedy what the user can do
 */
public record Problem(String reason, String remedy) {}
