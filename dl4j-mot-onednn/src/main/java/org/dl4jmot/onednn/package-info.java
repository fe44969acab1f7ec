/** The switch that lets Deeplearning4j train on oneDNN, and its status. */
package org.dl4jmot.onednn;
