package dev.tidings.transport.jmx;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a JMX console shows of an MBean, an attribute or an operation. */
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD})
@interface Description {
  String value();
}
