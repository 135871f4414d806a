package dev.tidings.it;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * As applications that contain Tidings have it: without a list of classes, so that JAX-RS adds
 * every resource of the archive, below a path that no filter of Tidings covers.
 */
@ApplicationPath("/foreign")
public class ForeignApplication extends Application {}
