package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.Technology;
import java.util.List;

/** Mistakes in an operation's code: which one is drawn from its name, so it stays the same. */
final class Exceptions {
  private static final List<String> JVM =
      List.of(
          "java.lang.NullPointerException|Cannot invoke \"%s.id()\" because \"item\" is null",
          "java.lang.IllegalStateException|%s is not initialised",
          "java.util.NoSuchElementException|No value present",
          "java.lang.NumberFormatException|For input string: \"%s\"",
          "java.lang.ClassCastException|class %s cannot be cast to class java.lang.String");
  private static final List<String> GO =
      List.of(
          "*errors.errorString|%s: unexpected end of JSON input",
          "runtime.Error|runtime error: invalid memory address or nil pointer dereference",
          "runtime.boundsError|runtime error: index out of range [3] with length 3",
          "*fmt.wrapError|decode %s: invalid character");
  private static final List<String> NODE =
      List.of(
          "TypeError|Cannot read properties of undefined (reading '%s')",
          "RangeError|Invalid array length",
          "ReferenceError|%s is not defined",
          "SyntaxError|Unexpected token u in JSON at position 0");
  private static final List<String> PYTHON =
      List.of(
          "KeyError|'%s'",
          "AttributeError|'NoneType' object has no attribute '%s'",
          "ValueError|invalid literal for int() with base 10: '%s'",
          "TypeError|unsupported operand type(s) for +: 'int' and 'NoneType'");
  private static final List<String> DOTNET =
      List.of(
          "System.NullReferenceException|Object reference not set to an instance of an object.",
          "System.InvalidOperationException|Sequence contains no elements",
          "System.FormatException|The input string '%s' was not in a correct format.");

  private Exceptions() {}

  /** Attributes of an exception event. */
  static Attributes of(Operation operation) {
    String name = operation.plan.name();
    Draw draw = new Draw(operation.service.simulation.seed, "exception " + name);
    String chosen = draw.pick(kinds(operation.service.plan.technology()));
    int bar = chosen.indexOf('|');
    String type = chosen.substring(0, bar);
    String message =
        chosen.substring(bar + 1).replace("%s", operation.service.plan.name().replace('-', '_'));
    return Attributes.of(
        "exception.type",
        type,
        "exception.message",
        message,
        "exception.stacktrace",
        type + ": " + message + "\n\tat " + name.replace(' ', '.') + ":" + draw.between(12, 480));
  }

  private static List<String> kinds(Technology technology) {
    return switch (technology) {
      case SPRING, JAVA, KAFKA -> JVM;
      case GO, ENVOY, MONGODB, EXTERNAL -> GO;
      case NODE -> NODE;
      case PYTHON, POSTGRES, MYSQL, REDIS, MEMCACHED, RABBITMQ -> PYTHON;
      case DOTNET -> DOTNET;
    };
  }
}
