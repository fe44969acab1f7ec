/**
 * What a translator of layers, vertices or preprocessors is written against. Stable: translators
 * outside this build use it too.
 */
package org.dl4jmot.core.freeze.spi;
