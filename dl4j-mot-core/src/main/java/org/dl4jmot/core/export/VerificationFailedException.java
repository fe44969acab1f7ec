package org.dl4jmot.core.export;

/**
 * An exported file did not pass its verification; nothing was written. The report says what was
 * found.
 */
public final class VerificationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ExportReport report;

  /** An exception that lists the failures of a report. */
  public VerificationFailedException(ExportReport report) {
    super(
        "the exported file failed its verification, nothing was written:\n  "
            + String.join("\n  ", report.verification().failures()));
    this.report = report;
  }

  /** The report of the failed export; null after deserialization. */
  public ExportReport report() {
    return report;
  }
}
