package dev.tidings.examples.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The shop's own HTTP API. */
@ApplicationPath("/api")
public class ShopApplication extends Application {}
