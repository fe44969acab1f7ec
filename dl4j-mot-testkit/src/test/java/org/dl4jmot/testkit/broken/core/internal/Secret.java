package org.dl4jmot.testkit.broken.core.internal;

/** Core's own. */
public class Secret {}
