package org.dl4jmot.runtime.micro;

/**
 * How large an arena TensorFlow Lite Micro takes for a file, in bytes, with its reference kernels
 * on a 32-bit machine. Optimized kernels (CMSIS-NN and others) ask for scratch memory of their own
 * beyond it; {@code MicroInterpreter::arena_used_bytes()} tells on the device.
 *
 * @param activations what the memory plan of tensors and scratch buffers takes, each of them
 *     rounded up to 16 bytes
 * @param planning what making that plan takes, in the same place before the first run
 * @param persistent what stays: structures per tensor and node, kernels' data, variable tensors
 */
public record ArenaEstimate(long activations, long planning, long persistent) {
  /** Size of the arena: what stays, and beside it the greater of plan and planning. */
  public long bytes() {
    return persistent + Math.max(activations, planning);
  }
}
