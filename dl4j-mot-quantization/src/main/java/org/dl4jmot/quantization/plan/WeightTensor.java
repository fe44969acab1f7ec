package org.dl4jmot.quantization.plan;

import java.util.Optional;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * A weight tensor to quantize, as one node reads it.
 *
 * @param node name of the reading node
 * @param name name of the tensor
 * @param origin where in the trained network it comes from
 * @param rule its input index, output-channel axis and family
 * @param granularity one scale or one per output channel
 * @param bits integer width: 8, unless trained otherwise
 */
public record WeightTensor(
    String node,
    String name,
    Optional<Origin> origin,
    WeightRule rule,
    Granularity granularity,
    int bits) {}
