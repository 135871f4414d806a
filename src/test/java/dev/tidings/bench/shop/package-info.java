/**
 * The application that is the same beside Tidings and beside each of the alternatives to it: it
 * stores a row and publishes a message in one transaction, and has a listener that stores a row.
 */
package dev.tidings.bench.shop;
