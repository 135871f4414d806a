package dev.tidings.platform.concurrent;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the clock of the database. An application that has Tidings among its libraries may have a
 * bean of the type {@link java.time.Clock} of its own; without the qualifier the two would be
 * ambiguous.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, FIELD, PARAMETER})
public @interface DatabaseTime {}
