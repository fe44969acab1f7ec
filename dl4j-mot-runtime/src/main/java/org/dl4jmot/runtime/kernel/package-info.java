/**
 * The pure-Java float and integer kernels, one per operation, bit-exact with the built-in kernels
 * of LiteRT.
 */
package org.dl4jmot.runtime.kernel;
