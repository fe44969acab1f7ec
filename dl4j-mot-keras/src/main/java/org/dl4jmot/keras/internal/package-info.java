/** What Deeplearning4j's import calls; not API. */
package org.dl4jmot.keras.internal;
