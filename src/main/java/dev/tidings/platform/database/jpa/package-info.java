/**
 * What the classes that store entities share: the persistence unit, pages, versions, caches that
 * follow transactions.
 *
 * <p>Not here: entities.
 */
package dev.tidings.platform.database.jpa;
