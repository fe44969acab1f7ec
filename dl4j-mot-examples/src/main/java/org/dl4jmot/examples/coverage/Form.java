package org.dl4jmot.examples.coverage;

/** A column of the table. */
enum Form {
  FLOAT("float", 90),
  DYNAMIC_RANGE("dynamic range", 25),
  FLOAT16("float16", 55),
  INT8("int8", 20),
  QAT("QAT", 20);

  private final String title;
  private final double decibels;

  Form(String title, double decibels) {
    this.title = title;
    this.decibels = decibels;
  }

  String title() {
    return title;
  }

  /**
   * Least signal-to-noise ratio, in dB, between what LiteRT computes from the file and what the
   * network answers. A value rounded to b significant bits carries noise 6 dB per bit and 10.8 dB
   * below the square of its step: float32 (24 bits) some 150 dB, float16 (11 bits) 76 dB, int8 some
   * 48 dB for values that fill their range. Each bound leaves for the several roundings of a
   * network, and for values that fill a quarter of their range, four or five bits.
   */
  double decibels() {
    return decibels;
  }
}
