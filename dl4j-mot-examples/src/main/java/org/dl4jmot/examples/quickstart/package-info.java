/** The smallest example: the line y = 2x − 1. */
package org.dl4jmot.examples.quickstart;
