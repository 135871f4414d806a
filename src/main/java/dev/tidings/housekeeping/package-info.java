/** What the timer does: takes out what has expired and what nobody needs any more. */
package dev.tidings.housekeeping;
