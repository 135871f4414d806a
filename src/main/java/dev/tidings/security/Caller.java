package dev.tidings.security;

import dev.tidings.api.Role;

/** The endpoint that a request comes from. */
public record Caller(String endpointName, Role role) {}
