package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows a model or tool call by what its span carries, whatever the prefix of its keys: a model
 * with tokens or messages, a tool's name with arguments, result or id, a word for the kind of span.
 * It is asked last and fills in what no table of a dialect told.
 */
final class Carried implements Dialect {
  /**
   * Keys whose meaning is kept; a sender has some hundred, and one of hostile keys gains nothing.
   */
  private static final int KEYS_MAX = 4_096;

  /** What beside its name tells a tool call: one alone may be another system's "tool". */
  private static final int TOOL_SIGNS_LEAST = 2;

  private enum Field {
    NOTHING,
    KIND,
    MODEL,
    INPUT,
    OUTPUT,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    TOOL,
    ARGUMENTS,
    RESULT,
    OUTCOME,
    CALL_ID,
    CALLS,
    AGENT,
    NAME,
    CONVERSATION,
    SESSION
  }

  private static final Set<String> INPUTS =
      Set.of("input", "inputs", "prompt", "prompts", "messages", "query", "question");
  private static final Set<String> OUTPUTS =
      Set.of("output", "outputs", "completion", "completions", "response", "result", "answer");
  private static final Set<String> ARGUMENTS =
      Set.of("arguments", "args", "input", "inputs", "command");
  private static final Set<String> RESULTS = Set.of("result", "output", "outputs", "response");

  /** Whose kind or type it may be. */
  private static final Set<String> KINDS_OF =
      Set.of("span", "observation", "component", "run", "ai");

  /** What succeeded or failed in keys of more than one word; a retry's error is not the call's. */
  private static final Set<String> OUTCOMES_OF = Set.of("is", "tool", "call", "result");

  /** Words of keys that count or describe an input and are none. */
  private static final Set<String> ABOUT =
      Set.of("cost", "price", "usage", "mime", "template", "schema", "http", "embedding", "code");

  /** Words before "agent" in keys that name another than the one at work, or a browser. */
  private static final Set<String> OTHER_AGENTS =
      Set.of("user", "from", "to", "parent", "caller", "target", "source", "next", "previous");

  private static final Set<String> DOING =
      Set.of("call", "use", "execution", "invocation", "invoker", "run", "result");

  private final Map<String, Field> known = new HashMap<>();

  /** Whether the span is a call by what it carries alone. */
  boolean isCall(Span span) {
    Map<Field, List<String>> keys = keys(span.attributes());
    return !keys.isEmpty() && kind(keys, span) != null;
  }

  /** The conversation, else the session, that the attributes name. */
  Optional<String> runKey(Attributes attributes) {
    Map<Field, List<String>> keys = keys(attributes);
    return first(keys, Field.CONVERSATION, attributes)
        .or(() -> first(keys, Field.SESSION, attributes));
  }

  @Override
  public void read(Span span, Facts facts) {
    Map<Field, List<String>> keys = keys(span.attributes());
    Kind kind = kind(keys, span);
    if (kind == Kind.AGENT_TURN) {
      facts.role(Facts.Role.AGENT);
    } else if (kind != null) {
      facts.guess(kind);
    }
    Attributes attributes = span.attributes();
    if (facts.agentDefault().isEmpty()) {
      first(keys, Field.AGENT, attributes).ifPresent(facts::agent);
    }
    if (kind == Kind.AGENT_TURN) {
      first(keys, Field.NAME, attributes).ifPresent(facts::agent);
    }
    first(keys, Field.CONVERSATION, attributes).ifPresent(facts::conversation);
    first(keys, Field.SESSION, attributes).ifPresent(facts::session);
    first(keys, Field.CALL_ID, attributes).ifPresent(facts::callId);
    if (facts.isStep() || facts.isAgent()) {
      tell(keys, span, facts);
    }
  }

  private static void tell(Map<Field, List<String>> keys, Span span, Facts facts) {
    Attributes attributes = span.attributes();
    facts.operation(first(keys, Field.KIND, attributes).orElse(span.name()));
    facts.tokens(
        tokens(keys, Field.INPUT_TOKENS, attributes),
        tokens(keys, Field.OUTPUT_TOKENS, attributes));
    if (facts.kind() == Kind.TOOL) {
      first(keys, Field.TOOL, attributes).ifPresent(facts::tool);
      payload(keys.getOrDefault(Field.ARGUMENTS, List.of()), List.of(), attributes, facts);
      payload(List.of(), keys.getOrDefault(Field.RESULT, List.of()), attributes, facts);
    }
    List<String> in = keys.getOrDefault(Field.INPUT, List.of());
    payload(in, keys.getOrDefault(Field.OUTPUT, List.of()), attributes, facts);
    if (facts.kind() == Kind.TOOL && facts.hasContent()) {
      facts.tool(first(keys, Field.NAME, attributes).orElse(span.name()));
    }
    keys.getOrDefault(Field.CALLS, List.of()).stream()
        .map(key -> Content.of(attributes, key))
        .filter(calls -> facts.kind() == Kind.LLM && calls.isArray())
        .forEach(calls -> facts.output(List.of(Messages.calls(calls))));
    keys.getOrDefault(Field.OUTCOME, List.of()).forEach(key -> outcome(key, attributes, facts));
  }

  private static void outcome(String key, Attributes attributes, Facts facts) {
    String told = attributes.text(key).orElse("");
    if (!key.toLowerCase(Locale.ROOT).endsWith("success")) {
      ResultErrors.told(Content.of(attributes, key)).ifPresent(facts::failed);
    } else if (told.equalsIgnoreCase("false")) {
      facts.failed("");
    }
  }

  private static void payload(
      List<String> in, List<String> out, Attributes attributes, Facts facts) {
    JsonNode none = MissingNode.getInstance();
    in.forEach(key -> facts.payload(Content.of(attributes, key), none));
    out.forEach(key -> facts.payload(none, Content.of(attributes, key)));
  }

  private static @Nullable Kind kind(Map<Field, List<String>> keys, Span span) {
    Attributes attributes = span.attributes();
    for (String key : keys.getOrDefault(Field.KIND, List.of())) {
      Kind told = kind(KeyWords.of(attributes.text(key).orElse("")));
      if (told != null) {
        return told;
      }
    }
    int signs = 0;
    for (Field sign : List.of(Field.ARGUMENTS, Field.RESULT, Field.OUTCOME, Field.CALL_ID)) {
      signs += keys.containsKey(sign) ? 1 : 0;
    }
    if (keys.containsKey(Field.TOOL) && signs >= TOOL_SIGNS_LEAST) {
      return Kind.TOOL;
    }
    boolean spoke = keys.containsKey(Field.OUTPUT_TOKENS) || hasMessages(keys, attributes);
    return keys.containsKey(Field.MODEL) && spoke ? Kind.LLM : null;
  }

  /** The kind that a word for it says, in the words that conventions share; null when none. */
  private static @Nullable Kind kind(List<String> words) {
    if (words.isEmpty()) {
      return null;
    }
    String last = words.getLast();
    String before = words.size() < 2 ? "" : words.get(words.size() - 2);
    boolean doing = DOING.contains(last);
    String what = doing ? before : last;
    return switch (what) {
      case "tool", "function" -> Kind.TOOL;
      case "llm", "generation", "completion" -> Kind.LLM;
      case "model", "generator" ->
          words.size() == 1 || Set.of("chat", "language", "llm").contains(before) ? Kind.LLM : null;
      case "request" -> before.equals("llm") ? Kind.LLM : null;
      case "retriever", "retrieval", "reranker" -> Kind.RETRIEVER;
      case "guardrail" -> Kind.GUARDRAIL;
      case "agent" -> Kind.AGENT_TURN;
      default -> null;
    };
  }

  /** Words alone may be anything's input; messages have roles or parts. */
  private static boolean hasMessages(Map<Field, List<String>> keys, Attributes attributes) {
    for (Field field : List.of(Field.INPUT, Field.OUTPUT)) {
      for (String key : keys.getOrDefault(field, List.of())) {
        if (isMessages(key) && attributes.text(key).map(Carried::isList).orElse(true)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMessages(String key) {
    return key.endsWith("messages") || key.endsWith("prompt") || key.endsWith("completion");
  }

  private static boolean isList(String text) {
    return text.startsWith("[") || text.startsWith("{");
  }

  private Map<Field, List<String>> keys(Attributes attributes) {
    Map<Field, List<String>> keys = new EnumMap<>(Field.class);
    for (int i = 0; i < attributes.size(); i++) {
      Field field = field(attributes.key(i));
      if (field != Field.NOTHING && !(attributes.value(i) instanceof Value.Empty)) {
        List<String> same = keys.computeIfAbsent(field, _ -> new ArrayList<>(2));
        String base = KeyWords.base(attributes.key(i));
        if (!same.contains(base)) {
          same.add(base);
          same.sort(Comparator.comparing(key -> !isMessages(key)));
        }
      }
    }
    return keys;
  }

  private Field field(String key) {
    Field field = known.get(key);
    if (field == null) {
      field = meaning(KeyWords.of(key));
      if (known.size() < KEYS_MAX) {
        known.put(key, field);
      }
    }
    return field;
  }

  private static Field meaning(List<String> words) {
    if (words.isEmpty()) {
      return Field.NOTHING;
    }
    String last = words.getLast();
    String before = words.size() < 2 ? "" : words.get(words.size() - 2);
    if (words.contains("tokens") || words.contains("token")) {
      return tokens(words, last);
    }
    if (last.equals("kind") || last.equals("type") || last.equals("subtype")) {
      return KINDS_OF.contains(before) || last.equals("subtype") ? Field.KIND : Field.NOTHING;
    }
    if (words.stream().anyMatch(ABOUT::contains)) {
      return Field.NOTHING;
    }
    if (last.equals("name") || last.equals("id")) {
      return named(words, before, last.equals("id"));
    }
    if (last.equals("success") || last.equals("error")) {
      boolean own = words.size() == 1 || OUTCOMES_OF.contains(before);
      return own ? Field.OUTCOME : Field.NOTHING;
    }
    if (last.equals("calls") && words.contains("tool")) {
      return Field.CALLS;
    }
    if (words.contains("tool")) {
      return ARGUMENTS.contains(last)
          ? Field.ARGUMENTS
          : RESULTS.contains(last) ? Field.RESULT : Field.NOTHING;
    }
    boolean value = last.equals("value") || last.equals("messages") || last.equals("text");
    String what = value && !before.isEmpty() ? before : last;
    if (last.equals("model")) {
      return Field.MODEL;
    }
    boolean input = INPUTS.contains(what) || INPUTS.contains(last);
    return OUTPUTS.contains(what) ? Field.OUTPUT : input ? Field.INPUT : Field.NOTHING;
  }

  private static Field named(List<String> words, String before, boolean id) {
    return switch (before) {
      case "model" -> words.contains("device") ? Field.NOTHING : Field.MODEL;
      case "event" -> id ? Field.NOTHING : Field.KIND;
      case "conversation" -> Field.CONVERSATION;
      case "session" -> Field.SESSION;
      case "entity", "component", "node" ->
          id && !before.equals("node") ? Field.NOTHING : Field.NAME;
      case "agent" -> {
        boolean other = words.size() > 2 && OTHER_AGENTS.contains(words.get(words.size() - 3));
        yield id || other ? Field.NOTHING : Field.AGENT;
      }
      default -> {
        boolean tool = words.contains("tool");
        yield !tool ? Field.NOTHING : !id ? Field.TOOL : Field.CALL_ID;
      }
    };
  }

  private static Field tokens(List<String> words, String last) {
    if (words.contains("cost") || words.contains("cached") || words.contains("cache")) {
      return Field.NOTHING;
    }
    boolean plain = last.equals("tokens") || last.equals("count") || words.contains("count");
    if (!plain || words.contains("details") || words.contains("reasoning")) {
      return Field.NOTHING;
    }
    return words.contains("input") || words.contains("prompt")
        ? Field.INPUT_TOKENS
        : words.contains("output") || words.contains("completion")
            ? Field.OUTPUT_TOKENS
            : Field.NOTHING;
  }

  private static Optional<String> first(
      Map<Field, List<String>> keys, Field field, Attributes attributes) {
    return attributes.firstText(keys.getOrDefault(field, List.of()).toArray(String[]::new));
  }

  private static long tokens(Map<Field, List<String>> keys, Field field, Attributes attributes) {
    List<String> told = keys.getOrDefault(field, List.of());
    return told.isEmpty() ? -1 : attributes.integer(told.getFirst()).orElse(-1);
  }
}
