/**
 * The operations a {@code Graph} is made of: one record per operation, holding its attributes and
 * inferring the shape of its result. Semantics are those of the TFLite operator of the same name.
 * Kernels and serializers live elsewhere, one class per operation each.
 */
package org.dl4jmot.runtime.op;
