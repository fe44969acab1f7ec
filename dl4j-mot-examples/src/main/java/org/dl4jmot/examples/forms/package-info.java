/** Every form of the two reference networks beside what Google's converter makes of them. */
package org.dl4jmot.examples.forms;
