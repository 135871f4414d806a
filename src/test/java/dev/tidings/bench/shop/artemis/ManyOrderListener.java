package dev.tidings.bench.shop.artemis;

import dev.tidings.bench.shop.Queues;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;

/** Several listeners at a time. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = ArtemisMessaging.MANY),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "" + Queues.LISTENERS)
    })
public class ManyOrderListener extends OrderListener {}
