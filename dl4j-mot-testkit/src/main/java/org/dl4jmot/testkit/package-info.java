/**
 * What the tests of every module share: the architecture rules. Never on the class path of an
 * application.
 */
package org.dl4jmot.testkit;
