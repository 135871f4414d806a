package dev.tidings.transport.jmx;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** An MXBean that tells consoles what its attributes and operations mean. */
final class DescribedMBean extends StandardMBean {

  <T> DescribedMBean(T bean, Class<T> type) {
    super(bean, type, true);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return getMBeanInterface().getAnnotation(Description.class).value();
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return description(info, (info.isIs() ? "is" : "get") + info.getName());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return description(info, info.getName());
  }

  /** Names are kept when our classes are compiled; otherwise all would be called p1, p2. */
  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return method(operation.getName())
        .map(method -> method.getParameters()[sequence].getName())
        .orElseGet(parameter::getName);
  }

  private String description(MBeanFeatureInfo info, String methodName) {
    return method(methodName)
        .map(method -> method.getAnnotation(Description.class))
        .map(Description::value)
        .orElseGet(info::getDescription);
  }

  private Optional<Method> method(String name) {
    return Stream.of(getMBeanInterface().getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst();
  }
}
