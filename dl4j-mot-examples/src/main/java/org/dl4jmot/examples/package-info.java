/** Tutorials and measurements on real data. */
package org.dl4jmot.examples;
