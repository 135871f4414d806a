package dev.tidings.transport.http.filter;

import dev.tidings.api.Role;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;

/** Keeps requests that passed no {@link ApiFilter} from resources: there is nothing for them. */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class RequestGuard {

  @AroundInvoke
  public Object requireChecked(InvocationContext call) throws Exception {
    if (!mayPass(call.getMethod())) {
      throw new NotFoundException(Response.status(Response.Status.NOT_FOUND).build());
    }
    return call.proceed();
  }

  static boolean mayPass(Method method) {
    return CurrentCaller.get()
        .map(CallerPrincipal::caller)
        .filter(caller -> mayCall(method, caller.role()))
        .isPresent();
  }

  /** Of the resources for administrators, a monitor may call what only reads. */
  public static boolean mayCall(Method method, Role role) {
    Guarded rule = method.getDeclaringClass().getAnnotation(Guarded.class);
    return !rule.administratorsOnly()
        || role.mayAdminister()
        || (role.mayMonitor() && (rule.monitorsToo() || method.isAnnotationPresent(GET.class)));
  }
}
