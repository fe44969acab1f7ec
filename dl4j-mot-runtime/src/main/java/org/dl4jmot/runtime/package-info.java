/** Runs a graph in pure Java: the interpreter and its arenas. No DL4J, no ND4J, no native code. */
package org.dl4jmot.runtime;
