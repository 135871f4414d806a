package dev.tidings.it;

import dev.tidings.it.http.DeployedServer;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The groups of tests that come from outside, over HTTP and WebSockets, below a path of a host
 * application. Those of malformed requests are left out, which Payara answers itself in a host. Its
 * name is its own, so that it runs only where it is asked for: it takes as long as {@link
 * HttpContractIT}.
 */
@Suite
@SelectPackages({"dev.tidings.it.host", "dev.tidings.it.http", "dev.tidings.it.websocket"})
@IncludeClassNamePatterns(".+(Tests|HostPagesChecks)")
@ExcludeClassNamePatterns(".+[.](HostOfTidings|PathHttp|RawHttp)Tests")
@ConfigurationParameter(key = DeployedServer.EMBEDDED, value = "true")
class EmbeddedHttpSuite {}
