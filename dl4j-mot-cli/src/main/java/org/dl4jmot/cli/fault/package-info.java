/** What a user did wrong, and how it becomes one line. */
package org.dl4jmot.cli.fault;
