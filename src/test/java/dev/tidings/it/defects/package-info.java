/**
 * What the servers do without the workarounds of {@code platform.container}: an application that
 * has none of them, and the tests that say when one is needed no longer (docs/workarounds.md).
 */
package dev.tidings.it.defects;
