package dev.tidings.transport.listener;

/** A listener with the names that it has in this application. */
record ListenerPlan(ListenerDeclaration declaration, String name, String endpoint) {

  static ListenerPlan of(ListenerDeclaration declaration, String application) {
    String name = declaration.name(application);
    String endpoint = declaration.values().endpoint();
    return new ListenerPlan(declaration, name, endpoint.isEmpty() ? name : endpoint);
  }

  String topic() {
    return declaration.topic();
  }
}
