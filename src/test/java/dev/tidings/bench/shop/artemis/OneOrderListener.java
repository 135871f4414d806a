package dev.tidings.bench.shop.artemis;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;

/** One listener at a time. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = ArtemisMessaging.ONE),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
    })
public class OneOrderListener extends OrderListener {}
