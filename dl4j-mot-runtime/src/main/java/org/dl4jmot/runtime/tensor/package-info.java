/**
 * What a tensor of a {@code Graph} is: element type, shape, constant data, quantization parameters,
 * trained quantization and origin. Values only; nothing here knows operations, graphs, files or
 * frameworks.
 */
package org.dl4jmot.runtime.tensor;
