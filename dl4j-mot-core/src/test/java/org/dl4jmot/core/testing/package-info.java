/** What the tests of this module share: networks, golden files, comparisons. */
package org.dl4jmot.core.testing;
