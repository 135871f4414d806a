/**
 * Who is calling: verification of logins, limits on failed ones, sessions of browsers, and whether
 * a login still holds.
 *
 * <p>Not here: how a transport receives credentials, and what an endpoint may do.
 */
package dev.tidings.security;
