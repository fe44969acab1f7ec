package org.dl4jmot.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Mot.class.getPackage().getImplementationVersion();
    return new String[] {"mot " + Optional.ofNullable(version).orElse("development build")};
  }
}
