/** The plan before the work: the example that docs/plan.md shows. */
package org.dl4jmot.examples.plan;
