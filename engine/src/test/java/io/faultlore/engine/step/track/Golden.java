package io.faultlore.engine.step.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.step.message.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A golden file: spans and log events of one dialect, and the run that they tell. */
record Golden(String name, JsonNode file) {
  /** How structured content is written ({@link Content}). */
  enum Form {
    /** JSON in a string. */
    STRING,
    /** kvlist and array. */
    STRUCTURED,
    /** Keys flattened with dots and indices. */
    FLATTENED,
    /** A list of objects whose own keys are dotted. */
    DOTTED
  }

  static final List<String> NAMES =
      List.of(
          "otel-genai",
          "otel-genai-old",
          "otel-genai-details",
          "openinference",
          "traceloop",
          "vercel",
          "langfuse",
          "langsmith",
          "mlflow",
          "google-adk",
          "no-content");

  static Golden load(String name) {
    try (var in = Golden.class.getResourceAsStream(name + ".json")) {
      return new Golden(name, new ObjectMapper().readTree(Objects.requireNonNull(in)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    file.path("forms")
        .forEach(form -> forms.add(Form.valueOf(form.asText().toUpperCase(Locale.ROOT))));
    return forms;
  }

  JsonNode expect() {
    return file.path("expect");
  }

  int agentSpans() {
    return expect().path("steps").size()
        + expect().path("duplicates").asInt()
        + expect().path("containers").asInt();
  }

  List<Signal> signals(Form form) {
    List<Signal> signals = new ArrayList<>();
    file.path("spans").forEach(span -> signals.add(span(span, form)));
    file.path("logs").forEach(log -> signals.add(log(log, form)));
    return signals;
  }

  private static Span span(JsonNode node, Form form) {
    TestSpan span =
        TestSpan.span(node.path("id").asInt(), node.path("name").asText())
            .in(node.path("parent").asInt())
            .at(node.path("start").asLong(), node.path("end").asLong())
            .scope(node.path("scope").asText("test"))
            .status(
                Span.Status.valueOf(node.path("status").asText("UNSET")),
                node.path("message").asText(""))
            .with(attributes(node.path("attributes"), form));
    node.path("events")
        .forEach(
            event ->
                span.event(
                    event.path("name").asText(), attributes(event.path("attributes"), form)));
    return span.build();
  }

  private static Signal log(JsonNode node, Form form) {
    JsonNode body = node.path("body");
    return TestSpan.log(
        node.path("span").asInt(),
        node.path("at").asLong(),
        node.path("event").asText(),
        body.isObject() ? value(body, form) : new Value.Empty(),
        attributes(node.path("attributes"), form));
  }

  private static Attributes attributes(JsonNode fields, Form form) {
    Attributes.Builder attributes = Attributes.builder();
    for (var field : fields.properties()) {
      if (form == Form.FLATTENED && field.getValue().isContainerNode()) {
        flatten(field.getKey(), field.getValue(), attributes);
      } else {
        attributes.put(field.getKey(), value(field.getValue(), form));
      }
    }
    return attributes.build();
  }

  private static Value value(JsonNode node, Form form) {
    if (!node.isContainerNode()) {
      return plain(node);
    }
    return switch (form) {
      case STRING -> Value.of(node.toString());
      case STRUCTURED, FLATTENED -> plain(node);
      case DOTTED -> {
        List<Value> elements = new ArrayList<>();
        for (JsonNode element : node) {
          Attributes.Builder fields = Attributes.builder();
          element
              .properties()
              .forEach(
                  outer ->
                      outer
                          .getValue()
                          .properties()
                          .forEach(
                              inner ->
                                  fields.put(
                                      outer.getKey() + "." + inner.getKey(),
                                      plain(inner.getValue()))));
          elements.add(new Value.Map(fields.build()));
        }
        yield new Value.Array(elements);
      }
    };
  }

  private static Value plain(JsonNode node) {
    if (node.isObject()) {
      Attributes.Builder fields = Attributes.builder();
      node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return new Value.Map(fields.build());
    }
    if (node.isArray()) {
      List<Value> elements = new ArrayList<>();
      node.forEach(element -> elements.add(plain(element)));
      return new Value.Array(elements);
    }
    return node.isIntegralNumber()
        ? Value.of(node.asLong())
        : node.isNumber() ? new Value.Real(node.asDouble()) : Value.of(node.asText());
  }

  private static void flatten(String key, JsonNode node, Attributes.Builder out) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(key + "." + i, node.get(i), out);
      }
    } else if (node.isObject()) {
      node.properties().forEach(f -> flatten(key + "." + f.getKey(), f.getValue(), out));
    } else {
      out.put(key, plain(node));
    }
  }
}
