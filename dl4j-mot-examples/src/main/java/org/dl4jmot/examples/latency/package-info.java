/** Measures exported files as applications meet them: latency, start-up, memory. */
package org.dl4jmot.examples.latency;
