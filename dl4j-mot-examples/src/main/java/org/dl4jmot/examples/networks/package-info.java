/** The networks that demo, measurements and tutorials train. */
package org.dl4jmot.examples.networks;
