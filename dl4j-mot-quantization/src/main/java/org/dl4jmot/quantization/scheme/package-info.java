/** The quantization schemes a caller chooses from, as stages of an export. Sees the graph alone. */
package org.dl4jmot.quantization.scheme;
