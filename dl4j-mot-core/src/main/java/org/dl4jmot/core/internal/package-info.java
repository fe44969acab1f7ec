/**
 * What the packages of this module share and nobody else may use: text tables, JSON values, the
 * size after gzip. Not API.
 */
package org.dl4jmot.core.internal;
