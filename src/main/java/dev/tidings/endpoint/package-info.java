/** Endpoints: who publishes and who subscribes, and what their roles and patterns allow. */
package dev.tidings.endpoint;
