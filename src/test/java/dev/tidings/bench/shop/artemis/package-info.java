/** JMS in the same server: WildFly's own Artemis, and XA with the data source. */
package dev.tidings.bench.shop.artemis;
