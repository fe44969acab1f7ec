/**
 * The facade that composes freeze, lower, quantize, write and verify, and the report it returns.
 */
package org.dl4jmot.core.export;
