/**
 * Random networks: drawn from a seed, filled with awkward weights, exported in several forms and
 * compared with Deeplearning4j, with LiteRT and with derived bounds. A test runs some, a program
 * any number.
 */
package org.dl4jmot.examples.random;
