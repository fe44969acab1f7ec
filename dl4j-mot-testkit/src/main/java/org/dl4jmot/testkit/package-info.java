/**
 * What the tests of every module share: the architecture rules and the golden files. Never on the
 * class path of an application.
 */
package org.dl4jmot.testkit;
