/**
 * Every setting, its rule and its source; failures of the start. Alone reads configuration.
 *
 * <p>Not here: what a setting is used for.
 */
package dev.tidings.platform.settings;
