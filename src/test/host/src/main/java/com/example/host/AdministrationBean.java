package com.example.host;

import jakarta.ejb.Stateless;

/** A session bean with a name that a library might have, too. */
@Stateless
public class AdministrationBean {}
