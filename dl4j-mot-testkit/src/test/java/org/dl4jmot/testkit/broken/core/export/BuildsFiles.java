package org.dl4jmot.testkit.broken.core.export;

import com.google.flatbuffers.FlatBufferBuilder;

/** The file's layout is the file package's business. */
class BuildsFiles {
  FlatBufferBuilder builder;
}
