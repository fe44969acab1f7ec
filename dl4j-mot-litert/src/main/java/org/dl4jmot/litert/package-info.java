/**
 * The real LiteRT behind a thin adapter: model bytes in, tensors out. Knows nothing of the other
 * modules, so that all of them can be compared with it.
 */
package org.dl4jmot.litert;
