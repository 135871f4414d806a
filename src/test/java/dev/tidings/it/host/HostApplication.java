package dev.tidings.it.host;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** As most applications have one: without a list of classes, so that the server looks for them. */
@ApplicationPath(HostApplication.PATH)
public class HostApplication extends Application {
  static final String PATH = "host";
}
