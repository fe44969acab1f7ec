/** Turns data sets and arrays into the samples that calibration and verification read. */
package org.dl4jmot.core.data;
