package com.example.host;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Without a list of classes: the server scans the archive. */
@ApplicationPath("/api")
public class HostApplication extends Application {}
