package dev.tidings.it;

/** The themes of the contract that all transports share, over HTTP. */
class HttpContractTests {

  static class PublishingTests extends HttpContractTest implements PublishingContract {}

  static class BatchTests extends HttpContractTest implements BatchContract {}

  static class QueueTests extends HttpContractTest implements QueueContract {}

  static class SubscribingTests extends HttpContractTest implements SubscribingContract {}

  static class CapacityTests extends HttpContractTest implements CapacityContract {}

  static class AddressingTests extends HttpContractTest implements AddressingContract {}

  static class ConcurrencyTests extends HttpContractTest implements ConcurrencyContract {}

  static class AdministrationTests extends HttpContractTest implements AdministrationContract {}

  static class ExplanationTests extends HttpContractTest implements ExplanationContract {}

  static class OperationsTests extends HttpContractTest implements OperationsContract {}

  static class ChosenMessagesTests extends HttpContractTest implements ChosenMessagesContract {}

  static class DefinitionsTests extends HttpContractTest implements DefinitionsContract {}

  static class LeaseTests extends HttpContractTest implements LeaseContract {}

  static class LeasedQueueTests extends HttpContractTest implements LeasedQueueContract {}

  static class AcknowledgeAndReceiveTests extends HttpContractTest
      implements AcknowledgeAndReceiveContract {}

  static class SettlementTests extends HttpContractTest implements SettlementContract {}

  static class DeadLetterTests extends HttpContractTest implements DeadLetterContract {}

  static class RedeliveryTests extends HttpContractTest implements RedeliveryContract {}

  static class WaitingTests extends HttpContractTest implements WaitingContract {}

  static class DelayTests extends HttpContractTest implements DelayContract {}
}
