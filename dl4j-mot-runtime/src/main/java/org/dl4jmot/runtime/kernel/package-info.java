/**
 * The pure-Java kernels: one file per operation that chooses among its variants by type, one class
 * per variant, all listed in {@link org.dl4jmot.runtime.kernel.Kernels}. A kernel is prepared once
 * (weights packed, multipliers and tables computed, buffers bound) and then runs without
 * allocating.
 *
 * <p>Integer and hybrid kernels give the bytes of LiteRT's built-in, non-delegated kernels: build
 * 2.20 for x86-64, one thread. Where a formula looks arbitrary (a product in single precision, a
 * rounding of halves), it is that build's. Transcendental functions are {@link
 * java.lang.StrictMath}'s, so that results do not depend on the JVM. Nothing here knows files,
 * ports or frameworks.
 */
package org.dl4jmot.runtime.kernel;
