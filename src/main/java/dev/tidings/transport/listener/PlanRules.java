package dev.tidings.transport.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the listeners of one application must keep together. */
final class PlanRules {
  private PlanRules() {}

  /** A sentence for each listener that is in the way of another, or has an unusable name. */
  static List<String> objections(List<ListenerPlan> plans) {
    List<String> objections = new ArrayList<>();
    Map<String, ListenerPlan> byName = new HashMap<>();
    Map<List<String>, ListenerPlan> byQueue = new HashMap<>();
    for (ListenerPlan plan : plans) {
      ListenerPlan sameName = byName.putIfAbsent(plan.name(), plan);
      ListenerPlan sameQueue = byQueue.putIfAbsent(List.of(plan.endpoint(), plan.topic()), plan);
      if (!ValueRules.NAME.matcher(plan.name()).matches()) {
        objections.add(
            plan.declaration().prefix()
                + "Its name would be %s, which is too long: give it a shorter one with name."
                    .formatted(plan.name()));
      } else if (sameName != null) {
        objections.add(
            plan.declaration().prefix()
                + "The name %s belongs to %s already: give one of them another name."
                    .formatted(plan.name(), sameName.declaration().methodName()));
      } else if (sameQueue != null) {
        objections.add(
            plan.declaration().prefix()
                + "%s receives from %s as the endpoint %s too, so each message would go to only one of them: give one of them another endpoint."
                    .formatted(
                        sameQueue.declaration().methodName(), plan.topic(), plan.endpoint()));
      }
    }
    return objections;
  }
}
