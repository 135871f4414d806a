package dev.tidings.transport.listener;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls methods of beans, with their interceptors. */
@ApplicationScoped
class BeanInvoker {
  @Inject private BeanManager beanManager;

  /**
   * Calls the method of the declaration.
   *
   * @throws Throwable what the method throws
   */
  void invoke(ListenerDeclaration listener, Object[] arguments) throws Throwable {
    invoke(listener.bean(), listener, arguments);
  }

  private <T> void invoke(Bean<T> bean, ListenerDeclaration listener, Object[] arguments)
      throws Throwable {
    CreationalContext<T> context = beanManager.createCreationalContext(bean);
    boolean isOurs = listener.isSession() || bean.getScope() == Dependent.class;
    try {
      Object target = isOurs ? reference(bean, context) : instance(bean, context);
      call(listener.method(), target, arguments);
    } finally {
      if (isOurs) {
        context.release();
      }
    }
  }

  private <T> Object reference(Bean<T> bean, CreationalContext<T> context) {
    return beanManager.getReference(bean, bean.getBeanClass(), context);
  }

  /** Not the proxy of its scope, through which containers may lead calls of public methods only. */
  private <T> Object instance(Bean<T> bean, CreationalContext<T> context) {
    return beanManager.getContext(bean.getScope()).get(bean, context);
  }

  private static void call(Method method, Object target, Object[] arguments) throws Throwable {
    method.setAccessible(true);
    try {
      method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
