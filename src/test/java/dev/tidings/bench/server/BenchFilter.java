package dev.tidings.bench.server;

import dev.tidings.transport.rest.NativeApiFilter;
import jakarta.servlet.annotation.WebFilter;

/** Checks requests as the native API does. */
@WebFilter(urlPatterns = "/api/bench/*", asyncSupported = true)
public class BenchFilter extends NativeApiFilter {}
