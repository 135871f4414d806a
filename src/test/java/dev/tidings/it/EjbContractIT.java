package dev.tidings.it;

/** The themes of the contract that all transports share, inside the server. */
class EjbContractIT extends EjbContractServer
    implements PublishingContract,
        BatchContract,
        QueueContract,
        SubscribingContract,
        CapacityContract,
        AddressingContract,
        ConcurrencyContract,
        AdministrationContract,
        ExplanationContract,
        OperationsContract,
        ChosenMessagesContract,
        MBeansContract,
        DefinitionsContract,
        LeaseContract,
        LeasedQueueContract,
        SettlementContract,
        AcknowledgeAndReceiveContract,
        DeadLetterContract,
        RedeliveryContract,
        WaitingContract,
        DelayContract {}
