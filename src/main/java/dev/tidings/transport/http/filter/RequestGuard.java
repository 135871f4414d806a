package dev.tidings.transport.http.filter;

import dev.tidings.api.Role;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

/** Keeps requests that passed no {@link ApiFilter} from resources: there is nothing for them. */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class RequestGuard {

  @AroundInvoke
  public Object requireChecked(InvocationContext call) throws Exception {
    if (!mayPass(call.getMethod().getDeclaringClass().getAnnotation(Guarded.class))) {
      throw new NotFoundException(Response.status(Response.Status.NOT_FOUND).build());
    }
    return call.proceed();
  }

  static boolean mayPass(Guarded rule) {
    return CurrentCaller.get()
        .map(CallerPrincipal::caller)
        .filter(caller -> !rule.administratorsOnly() || caller.role() == Role.ADMIN)
        .isPresent();
  }
}
