package dev.tidings.api;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the data source that Tidings uses for everything, in place of one of its own. It has the
 * same effect as the setting {@code tidings.db.data-source}, which wins over it.
 *
 * <pre>{@code
 * @Resource(lookup = "java:app/jdbc/shop")
 * private DataSource shop;
 *
 * @Produces
 * @TidingsDataSource
 * DataSource tidings() {
 *   return shop;
 * }
 * }</pre>
 *
 * <p>The data source is one of the container's, so that its connections take part in JTA
 * transactions: what an application stores through it and what it publishes are committed together.
 * Two such beans, or one that returns null, fail the deployment.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface TidingsDataSource {}
