package org.dl4jmot.runtime.micro;

/**
 * Sizes in bytes of TensorFlow Lite Micro's structures, as a C++ compiler lays them out.
 *
 * @param pointer a pointer, {@code ScratchBufferHandle}, and the alignment of the others
 * @param evalTensor {@code TfLiteEvalTensor}, one per tensor of the file
 * @param node {@code NodeAndRegistration}, one per operator
 * @param tensor {@code TfLiteTensor}, one per input and output
 * @param quantization {@code TfLiteAffineQuantization}, one per quantized input and output
 * @param allocation {@code AllocationInfo}, one per tensor and scratch buffer while planning
 * @param scratchRequest {@code ScratchBufferRequest}, while planning
 * @param allocator {@code SingleArenaBufferAllocator}
 * @param planner {@code GreedyMemoryPlanner}
 * @param microAllocator {@code MicroAllocator}
 */
record StructureSizes(
    int pointer,
    int evalTensor,
    int node,
    int tensor,
    int quantization,
    int allocation,
    int scratchRequest,
    int allocator,
    int planner,
    int microAllocator) {
  /** Those of a 32-bit machine, as microcontrollers are. */
  static final StructureSizes BITS_32 = new StructureSizes(4, 12, 32, 40, 12, 24, 12, 36, 44, 36);

  /** Those of a 64-bit machine, on which the estimate was compared with the runtime. */
  static final StructureSizes BITS_64 = new StructureSizes(8, 24, 64, 64, 24, 32, 16, 72, 72, 72);
}
