package dev.tidings.transport.websocket.service;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.SettlementJson;
import dev.tidings.transport.json.Violations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Settles deliveries by their receipts, whichever way they were delivered. */
@ApplicationScoped
class SettlementOperations {
  @Inject PubSub pubSub;
  @Inject AsyncPubSub asyncPubSub;

  private record Settlement<T>(SubscriptionKey key, T what) {}

  CompletionStage<ServiceResponse> acknowledge(ServiceCall call) {
    Settlement<List<Receipt>> settlement = read(call, SettlementJson::receipts);
    List<Receipt> receipts = settlement.what();
    call.client().settled(receipts);
    return answer(receipts, asyncPubSub.acknowledge(settlement.key(), receipts));
  }

  CompletionStage<ServiceResponse> reject(ServiceCall call) {
    Settlement<SettlementJson.Reject> settlement = read(call, SettlementJson::reject);
    List<Receipt> receipts = settlement.what().receipts();
    call.client().settled(receipts);
    return answer(
        receipts, asyncPubSub.reject(settlement.key(), receipts, settlement.what().rejection()));
  }

  CompletionStage<ServiceResponse> extend(ServiceCall call) {
    Settlement<SettlementJson.Extend> settlement = read(call, SettlementJson::extend);
    List<Receipt> receipts = settlement.what().receipts();
    call.client().settled(List.of());
    return answer(
        receipts, asyncPubSub.extend(settlement.key(), receipts, settlement.what().lease()));
  }

  private <T> Settlement<T> read(ServiceCall call, Function<Fields, T> reader) {
    Violations violations = new Violations();
    Fields fields = Fields.ofOptional(call.json(), violations);
    SubscriptionKey key = fields.parsed("sub_key", SubscriptionKey::of).orElse(null);
    if (!fields.has("sub_key")) {
      fields.refuse("sub_key", "is required");
    }
    T what = reader.apply(fields);
    fields.refuseOthers();
    violations.throwIfAny();
    pubSub.requireOwnTopic(key, call.endpoint());
    return new Settlement<>(key, what);
  }

  private static CompletionStage<ServiceResponse> answer(
      List<Receipt> receipts, CompletionStage<List<ReceiptOutcome>> stage) {
    return stage.thenApply(
        outcomes -> ServiceResponse.object(json -> SettlementJson.write(json, receipts, outcomes)));
  }
}
