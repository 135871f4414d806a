/** What those who run a server look at. */
package dev.tidings.ops;
