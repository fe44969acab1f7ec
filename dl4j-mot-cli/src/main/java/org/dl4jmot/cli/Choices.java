package org.dl4jmot.cli;

import java.util.Iterator;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.fault.Choice;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/** What options of few values take, for help and completion. */
abstract class Choices implements Iterable<String> {
  private final Class<? extends Enum<?>> type;

  private Choices(Class<? extends Enum<?>> type) {
    this.type = type;
  }

  @Override
  public Iterator<String> iterator() {
    return Choice.names(type).iterator();
  }

  static final class Modes extends Choices {
    Modes() {
      super(Mode.class);
    }
  }

  static final class Borders extends Choices {
    Borders() {
      super(Border.class);
    }
  }

  static final class Granularities extends Choices {
    Granularities() {
      super(Granularity.class);
    }
  }

  static final class Engines extends Choices {
    Engines() {
      super(EngineKind.class);
    }
  }
}
