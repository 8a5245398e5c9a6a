package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 paid | order <id> paid",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 | trace <id>",
        "at 2023-01-29T08:50:01.123Z from 10.0.3.17:8080 | at <time> from <ip>",
        "2023/01/29 08:50:01,123 INFO | <time> INFO",
        "2023-01-29 was a Sunday | <time> was a Sunday",
        "08:50:01 up | <time> up",
        "took 125ms, 3.5 s, 1,250 rows | took <num>ms, <num> s, <num> rows",
        "pod ts-order-service-7d9f8b6c5d-x2x4z | pod ts-order-service-<id>-<id>",
        "node-12 of node3 | node-<num> of node3",
        "address fe80:0:0:1::7 and ::1 | address <ip> and <ip>",
        "pointer 0x7ffe12ab | pointer <id>",
        "HTTP/1.1 500 status=404 exit code 1 | HTTP/1.1 500 status=404 exit code 1",
        "status 500 after 31 tries | status 500 after <num> tries",
        "utf8 http2 s3 v1 | utf8 http2 s3 v1",
        "std::cout << a::b | std::cout << a::b",
        "call_8XKq2mJw0nP5 failed | call_<id> failed",
        "mail ann@example.org 17 times | mail [email] <num> times",
        "order O-1f2e0a and O-9b paid | order O-<id> and O-<id> paid",
        "k8s log4j sha256sum node345 | k8s log4j sha<num>sum node<num>",
        "2 ns 3h 4GB 5th 7zzz | <num> ns <num>h <num>GB <num>th <id>",
        "-7 and +12 | -<num> and +<num>",
        "no number at all | no number at all",
      })
  void whatVariesIsMasked(String text, String masked) {
    assertEquals(masked, Masking.mask(text));
  }

  @Test
  void maskingTwiceChangesNothing() {
    String once = Masking.mask("a 12 b 3f2504e0-4f89-11d3-9a0c-0305e82c3301 c 10.0.0.1 d x2x4z");
    assertEquals(once, Masking.mask(once));
  }

  @Test
  void otherScriptsStay() {
    assertEquals("Größe <num> 你好 ok", Masking.mask("Größe 12345 你好 ok"));
  }
}
