package com.example.host;

import jakarta.ejb.Singleton;

/** A session bean with a name that a library might have, too. */
@Singleton
public class FirstStart {}
