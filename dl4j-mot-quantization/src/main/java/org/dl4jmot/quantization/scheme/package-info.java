/**
 * The quantization schemes a caller chooses from, and the table of what each operation takes. Sees
 * the graph alone.
 */
package org.dl4jmot.quantization.scheme;
