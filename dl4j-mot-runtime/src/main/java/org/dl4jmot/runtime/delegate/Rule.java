package org.dl4jmot.runtime.delegate;

import java.util.function.Predicate;
import org.dl4jmot.runtime.op.Op;

/**
 * A rule of a delegate.
 *
 * @param requirement what it wants, as the rest of "takes it only with ..."
 * @param holds whether a node keeps it
 */
record Rule<O extends Op>(String requirement, Predicate<Site<O>> holds) {
  boolean breaks(Site<O> site) {
    return !holds.test(site);
  }
}
