/**
 * The {@code mot} command: one class per verb, thin over the library. Results go to standard
 * output, progress and errors to standard error.
 */
package org.dl4jmot.cli;
