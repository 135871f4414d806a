package dev.tidings.transport.http.filter;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS resource that serves only requests that passed an {@link ApiFilter}. Each resource
 * has it; a test sees to that. Resources are found by others, too: a JAX-RS application without a
 * list of classes takes all that are in its archive.
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Guarded {
  /** Whether only administrators are served, and endpoints that monitor, which only read. */
  @Nonbinding
  boolean administratorsOnly() default false;

  /** Whether endpoints that monitor may call also what does not only read. */
  @Nonbinding
  boolean monitorsToo() default false;
}
