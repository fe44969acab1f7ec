/** Measures what becomes of every kind of layer, and writes it into docs/coverage.md. */
package org.dl4jmot.examples.coverage;
