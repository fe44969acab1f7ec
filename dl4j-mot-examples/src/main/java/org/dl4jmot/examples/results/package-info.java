/** Measures the documented results and writes them beside the reference figures. */
package org.dl4jmot.examples.results;
