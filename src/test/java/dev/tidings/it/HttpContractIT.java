package dev.tidings.it;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All groups of tests that come to one server from outside, over HTTP and WebSockets: each class
 * here and below whose name ends in {@code Tests}. A group also runs alone, in an editor or by its
 * name.
 */
@Suite
@SelectPackages("dev.tidings.it")
@IncludeClassNamePatterns(".+Tests")
class HttpContractIT {}
