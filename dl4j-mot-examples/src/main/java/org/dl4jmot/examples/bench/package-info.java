/** The ratios that the documentation claims, each measured interleaved in one run and checked. */
package org.dl4jmot.examples.bench;
