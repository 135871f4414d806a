/**
 * What the application stands on: its settings, its database with transactions and durability, and
 * its clock. The only package that reads configuration.
 */
package dev.tidings.config;
