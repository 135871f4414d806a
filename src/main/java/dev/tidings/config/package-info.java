/**
 * The foundation of the application: its settings, its database with transactions and durability,
 * and its clock. Only this package reads configuration.
 */
package dev.tidings.config;
