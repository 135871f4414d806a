/**
 * The use cases of the contract. The access policy decides who may do what; the log and the queues
 * do it, each use case in one transaction.
 */
package dev.tidings.broker;
