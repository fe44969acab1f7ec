package org.dl4jmot.examples.forms;

import java.util.Optional;

/**
 * A form of a network, exported, and the converter's file of it.
 *
 * @param form the form
 * @param ours what was measured of our file
 * @param theirs what was measured of the converter's, where there is one
 * @param floatLayers what the recipe says of layers in float that were found by measuring
 */
record FormRow(
    GoldenForm form, FileFacts ours, Optional<FileFacts> theirs, Optional<String> floatLayers) {}
