/**
 * Magnitude pruning: schedules, criteria, masks and the listener that applies them while a network
 * trains.
 */
package org.dl4jmot.pruning;
