package org.dl4jmot.pruning;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.deeplearning4j.nn.api.Model;

/** The window each thread is in; forgotten with the thread. */
final class AveragingWindows {
  private final Map<Thread, AveragingWindow> windows =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** The window of the network this thread trains. */
  AveragingWindow of(Model network) {
    return windows.compute(
        Thread.currentThread(),
        (thread, window) ->
            window != null && window.isOf(network) ? window : new AveragingWindow(network));
  }
}
