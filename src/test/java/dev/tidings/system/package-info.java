/**
 * Tests from outside: they start the packaged JAR as a process and know nothing of it but its
 * documentation. They need {@code target/tidings-micro.jar}.
 */
package dev.tidings.system;
