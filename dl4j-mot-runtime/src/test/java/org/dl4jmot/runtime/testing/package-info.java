/** What tests of several modules share: random graphs, golden files, comparison of graphs. */
package org.dl4jmot.runtime.testing;
