/** A queue table by hand, in the application's database, read with SKIP LOCKED. */
package dev.tidings.bench.shop.table;
