/**
 * The health of the node as beans of MicroProfile Health, for servers that have it. Elsewhere,
 * beans.xml hides the package.
 *
 * <p>Not here: our own addresses for health.
 */
package dev.tidings.transport.health.microprofile;
