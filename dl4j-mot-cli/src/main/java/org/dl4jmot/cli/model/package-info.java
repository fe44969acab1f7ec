/** Opens the model files that the command takes. */
package org.dl4jmot.cli.model;
