package dev.tidings.transport.http.proxy;

/**
 * What one proxy says about the request that it got (RFC 7239, section 4). Nothing is checked yet:
 * what stands left of the trusted proxies may be anything.
 *
 * @param node who sent the request to it; empty when it does not say
 * @param proto by which protocol; empty when it does not say
 * @param host to which host, maybe with a port; empty when it does not say
 * @param port to which port, where that has a field of its own; empty when it does not say
 */
record ForwardedElement(String node, String proto, String host, String port) {}
