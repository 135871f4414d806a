/**
 * The contract as use cases: who may do what is asked of the access policy, what happens is asked
 * of the log and the queues, each in one transaction.
 */
package dev.tidings.broker;
