package org.dl4jmot.core.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.verify.ReferenceRuntime;
import org.dl4jmot.core.verify.Requirement;

/**
 * How an export is made; immutable.
 *
 * @param inputTypes what the network is fed, one per input; empty to derive them
 * @param stage quantization; the float graph as it is where empty
 * @param samples gives the inputs to verify on, in the user's words and arrays; empty: the stage's,
 *     or seeded ones
 * @param sampleLimit how many of them to run
 * @param reference the runtime that judges the file; empty for none
 * @param requirements the caller's bounds
 * @param normalizations what the network was trained on the results of
 * @param card what the file tells applications
 * @param batching how many samples the file takes a run
 */
record ExportSettings(
    List<InputType> inputTypes,
    Optional<ExportStage> stage,
    Optional<Function<List<NetworkInput>, List<float[][]>>> samples,
    int sampleLimit,
    Optional<ReferenceRuntime> reference,
    List<Requirement> requirements,
    List<Normalization> normalizations,
    CardSettings card,
    Batching batching) {

  ExportSettings {
    inputTypes = List.copyOf(inputTypes);
    requirements = List.copyOf(requirements);
    normalizations = List.copyOf(normalizations);
  }

  ExportSettings withStage(ExportStage newStage) {
    return new ExportSettings(
        inputTypes,
        Optional.of(newStage),
        samples,
        sampleLimit,
        reference,
        requirements,
        normalizations,
        card,
        batching);
  }

  ExportSettings withSamples(Function<List<NetworkInput>, List<float[][]>> newSamples) {
    return new ExportSettings(
        inputTypes,
        stage,
        Optional.of(newSamples),
        sampleLimit,
        reference,
        requirements,
        normalizations,
        card,
        batching);
  }

  ExportSettings withSampleLimit(int newLimit) {
    return new ExportSettings(
        inputTypes,
        stage,
        samples,
        newLimit,
        reference,
        requirements,
        normalizations,
        card,
        batching);
  }

  ExportSettings withReference(Optional<ReferenceRuntime> newReference) {
    return new ExportSettings(
        inputTypes,
        stage,
        samples,
        sampleLimit,
        newReference,
        requirements,
        normalizations,
        card,
        batching);
  }

  ExportSettings withRequirement(Requirement added) {
    List<Requirement> all = new ArrayList<>(requirements);
    all.add(added);
    return new ExportSettings(
        inputTypes, stage, samples, sampleLimit, reference, all, normalizations, card, batching);
  }

  ExportSettings withBatching(Batching newBatching) {
    return new ExportSettings(
        inputTypes,
        stage,
        samples,
        sampleLimit,
        reference,
        requirements,
        normalizations,
        card,
        newBatching);
  }

  ExportSettings withNormalization(Normalization added) {
    List<Normalization> all = new ArrayList<>(normalizations);
    all.add(added);
    return new ExportSettings(
        inputTypes, stage, samples, sampleLimit, reference, requirements, all, card, batching);
  }

  ExportSettings withCard(CardSettings newCard) {
    return new ExportSettings(
        inputTypes,
        stage,
        samples,
        sampleLimit,
        reference,
        requirements,
        normalizations,
        newCard,
        batching);
  }
}
