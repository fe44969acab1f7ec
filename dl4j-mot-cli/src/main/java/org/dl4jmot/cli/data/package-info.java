/** Samples from arrays, folders of images and CSV files, in the layout of a network's graph. */
package org.dl4jmot.cli.data;
