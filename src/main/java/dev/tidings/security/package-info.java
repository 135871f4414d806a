/** Who is calling: passwords, their verification, and the limits on guessing them. */
package dev.tidings.security;
