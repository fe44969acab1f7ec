/** The demo: one network trained, optimized, exported and verified in eight variants. */
package org.dl4jmot.examples.demo;
