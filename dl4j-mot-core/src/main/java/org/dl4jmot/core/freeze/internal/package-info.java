/**
 * The translators, one per family of layers, vertices or preprocessors, and what they share. Not
 * API: no other module may import from here.
 */
package org.dl4jmot.core.freeze.internal;
