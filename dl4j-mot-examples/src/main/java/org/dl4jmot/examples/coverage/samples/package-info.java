/** The small networks that show what is covered, a file per family. */
package org.dl4jmot.examples.coverage.samples;
