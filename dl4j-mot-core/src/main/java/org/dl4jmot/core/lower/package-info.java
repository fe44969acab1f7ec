/**
 * Rewrites a float graph into the operations a device runs: a visible, ordered list of named rules,
 * one file each. Sees the graph alone.
 */
package org.dl4jmot.core.lower;
