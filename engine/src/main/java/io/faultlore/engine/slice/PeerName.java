package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Attributes;
import java.util.Locale;

/**
 * Whom a call span says it calls, before it is known which service that is.
 *
 * @param service {@code peer.service}, or the empty string
 * @param host host name without port, or the empty string; never a bare address
 * @param system database or messaging product, or the empty string
 */
record PeerName(String service, String host, String system) {
  static final PeerName NONE = new PeerName("", "", "");

  static PeerName of(Attributes attributes) {
    if (attributes.isEmpty()) {
      return NONE;
    }
    String host =
        attributes
            .firstText(
                "server.address",
                "net.peer.name",
                "db.connection_string",
                "url.full",
                "http.url",
                "rpc.service")
            .map(PeerName::host)
            .orElse("");
    return new PeerName(
        attributes.firstText("peer.service").orElse(""),
        host,
        attributes.firstText("db.system.name", "db.system", "messaging.system").orElse(""));
  }

  private static String host(String text) {
    int scheme = text.indexOf("://");
    String rest = scheme < 0 ? text : text.substring(scheme + 3);
    int at = rest.indexOf('@');
    rest = at < 0 ? rest : rest.substring(at + 1);
    int end = 0;
    while (end < rest.length() && ":/?;,".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String host = rest.substring(0, end).toLowerCase(Locale.ROOT);
    boolean bareAddress = host.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '[');
    return bareAddress || host.equals("localhost") ? "" : host;
  }

  boolean isNone() {
    return service.isEmpty() && host.isEmpty() && system.isEmpty();
  }
}
