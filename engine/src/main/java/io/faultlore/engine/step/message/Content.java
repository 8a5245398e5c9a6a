package io.faultlore.engine.step.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Value;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Brings the three value forms of content to one tree: JSON inside a string, a kvlist or array, and
 * keys flattened with dots and indices. Malformed JSON stays the text it is.
 */
public final class Content {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** An index above it is taken for a name, so that one key cannot ask for a huge array. */
  private static final int INDEX_MAX = 10_000;

  /** Names in one flattened key; conventions need about ten. */
  private static final int PATH_MAX = 64;

  /** A number or a literal that may go on. */
  private static final Pattern WORD_AT_END = Pattern.compile("[\\w.+-]{1,32}$");

  private Content() {}

  /** The content under a key in whatever form; a missing node when there is none. */
  public static JsonNode of(Attributes attributes, String key) {
    return attributes
        .get(key)
        .filter(value -> !(value instanceof Value.Empty))
        .map(Content::of)
        .orElseGet(() -> flattened(attributes, key + "."));
  }

  /** The content as text: a string as it was written, other forms as JSON, or the empty string. */
  public static String textOf(Attributes attributes, String key) {
    return attributes.get(key).orElse(null) instanceof Value.Text(String text)
        ? text
        : text(of(attributes, key));
  }

  public static JsonNode of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> parse(text);
      case Value.Bool(boolean bool) -> NODES.booleanNode(bool);
      case Value.Int(long number) -> NODES.numberNode(number);
      case Value.Real(double number) -> NODES.numberNode(number);
      case Value.Bytes(String hex) -> NODES.textNode(hex);
      case Value.Array array -> {
        ArrayNode node = NODES.arrayNode();
        array.values().forEach(element -> node.add(of(element)));
        yield node;
      }
      case Value.Map map -> {
        ObjectNode node = NODES.objectNode();
        map.entries().forEach((key, element) -> node.set(key, plain(element)));
        yield node;
      }
      case Value.Empty() -> MissingNode.getInstance();
    };
  }

  /** JSON when the text is a JSON array, object or quoted string, else the text itself. */
  public static JsonNode parse(String text) {
    int start = firstVisible(text);
    if (start < 0 || "[{\"".indexOf(text.charAt(start)) < 0) {
      return TextNode.valueOf(text);
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null ? TextNode.valueOf(text) : node;
    } catch (JsonProcessingException malformed) {
      return TextNode.valueOf(text);
    }
  }

  /**
   * JSON of which the end is missing, as when an attribute limit cut it, with what was open closed;
   * a missing node when that does not make it JSON either.
   */
  static JsonNode closed(String text) {
    StringBuilder open = new StringBuilder();
    boolean quoted = false;
    int escaped = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        escaped = i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        open.append(c == '{' ? '}' : ']');
      } else if (!quoted && (c == '}' || c == ']') && !open.isEmpty()) {
        open.setLength(open.length() - 1);
      }
    }
    boolean unfinished = text.length() - escaped < (text.startsWith("\\u", escaped) ? 6 : 2);
    String whole =
        quoted
            ? text.substring(0, unfinished ? escaped : text.length()) + '"'
            : WORD_AT_END.matcher(text).replaceFirst("");
    String ends = open.reverse().toString();
    // It may have been cut after a value, before one, in a name, or before one.
    for (String more : List.of("", "null", ":null", "\"\":null")) {
      try {
        return MAPPER.readTree(whole + more + ends);
      } catch (JsonProcessingException malformed) {
        // It was cut elsewhere.
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * The node with dotted names inside taken apart: structured lists may keep the flattened names,
   * as in {@code [{"message.role": "user"}]}.
   */
  public static JsonNode expanded(JsonNode node) {
    return expanded(node, 0);
  }

  private static JsonNode expanded(JsonNode node, int depth) {
    if (!node.isContainerNode() || depth > PATH_MAX) {
      return node;
    }
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      node.forEach(element -> array.add(expanded(element, depth + 1)));
      return array;
    }
    Tree tree = new Tree();
    node.properties()
        .forEach(
            field -> tree.put(field.getKey().split("\\."), expanded(field.getValue(), depth + 1)));
    return tree.isEmpty() ? node : tree.toNode();
  }

  /** Strings as they are, everything else as JSON; the empty string for nothing. */
  public static String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static JsonNode plain(Value value) {
    // Inside a structure a string is a string: arguments, for instance, stay as the model wrote
    // them.
    return value instanceof Value.Text(String text) ? TextNode.valueOf(text) : of(value);
  }

  private static JsonNode flattened(Attributes attributes, String prefix) {
    Tree tree = new Tree();
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      if (key.startsWith(prefix)) {
        String[] path = key.substring(prefix.length()).split("\\.");
        if (path.length <= PATH_MAX) {
          tree.put(path, plain(attributes.value(i)));
        }
      }
    }
    return tree.isEmpty() ? MissingNode.getInstance() : tree.toNode();
  }

  private static int firstVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Flattened keys being put together; a level whose names are all indices is an array. */
  private static final class Tree {
    private final TreeMap<String, Tree> children = new TreeMap<>(Tree::indicesByNumber);
    private JsonNode leaf = MissingNode.getInstance();

    boolean isEmpty() {
      return children.isEmpty() && leaf.isMissingNode();
    }

    void put(String[] path, JsonNode value) {
      Tree at = this;
      for (String name : path) {
        at = at.children.computeIfAbsent(name, _ -> new Tree());
      }
      at.leaf = value;
    }

    JsonNode toNode() {
      if (children.isEmpty()) {
        return leaf;
      }
      if (children.keySet().stream().allMatch(Tree::isIndex)) {
        ArrayNode array = NODES.arrayNode();
        children.values().forEach(child -> array.add(child.toNode()));
        return array;
      }
      ObjectNode object = NODES.objectNode();
      children.forEach((name, child) -> object.set(name, child.toNode()));
      return object;
    }

    private static boolean isIndex(String name) {
      return !name.isEmpty()
          && name.length() <= 5
          && name.chars().allMatch(c -> c >= '0' && c <= '9')
          && Integer.parseInt(name) <= INDEX_MAX;
    }

    private static int indicesByNumber(String a, String b) {
      if (isIndex(a) && isIndex(b)) {
        int order = Integer.compare(Integer.parseInt(a), Integer.parseInt(b));
        return order != 0 ? order : a.compareTo(b);
      }
      return a.compareTo(b);
    }
  }
}
