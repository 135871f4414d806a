/** Tidings inside the application, in the application's data source. */
package dev.tidings.bench.shop.tidings;
