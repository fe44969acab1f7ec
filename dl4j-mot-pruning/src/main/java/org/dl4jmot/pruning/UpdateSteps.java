package org.dl4jmot.pruning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Steps from begin to end, every so many, and the end itself wherever it falls. */
record UpdateSteps(long begin, long end, long frequency) implements Serializable {
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (begin < 0) {
      problems.add("begin must not be negative: " + begin);
    }
    if (end < 0) {
      problems.add("end must not be negative: " + end);
    } else if (end < begin) {
      problems.add("end must not come before begin, " + begin + ": " + end);
    }
    if (frequency < 1) {
      problems.add("frequency must be at least 1: " + frequency);
    }
    return problems;
  }

  long lastUpTo(long step) {
    if (step < begin) {
      return PruningSchedule.NONE;
    }
    return step >= end ? end : step - (step - begin) % frequency;
  }
}
