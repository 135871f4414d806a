/**
 * Logins that are kept: sessions of browsers, and links that set a first password.
 *
 * <p>Not here: who may log in, and how a token travels.
 */
package dev.tidings.store.session;
