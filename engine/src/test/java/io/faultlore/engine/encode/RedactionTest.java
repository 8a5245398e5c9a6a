package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  // Split, so that no scanner of repositories takes them for real ones. None of them is.
  private static final String AWS = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final String GITHUB = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";
  private static final String OPENAI = "sk-" + "proj-T3BlbkFJ9x8w7v6u5t4s3r2q1p0o";
  private static final String SLACK = "xoxb-" + "17653672481-19874698323";
  private static final String JWT =
      "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";
  private static final String PEM =
      "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----";

  @Test
  void plantedSecretsAreGone() {
    for (String secret : List.of(AWS, GITHUB, OPENAI, SLACK, JWT, PEM)) {
      for (String frame : List.of("%s", "use %s now", "{\"a\": \"%s\"}", "x=%s;", "(%s)", "%s.")) {
        String redacted = Redaction.redact(frame.formatted(secret));
        assertEquals(frame.formatted("[secret]"), redacted);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=hunter2",
        "PASSWORD: hunter2",
        "{\"password\": \"hunter2\"}",
        "{\\\"db_password\\\": \\\"hunter2\\\", \\\"a\\\": 1}",
        "user.passwd = 'hunter2'",
        "spring.datasource.password=hunter2&x=1",
        "API key: hunter2",
        "--password hunter2 --verbose",
        "postgres://app:hunter2@db:5432/shop",
        "the password is hunter2, do not tell",
        "Authorization: Bearer hunter2hunter2",
        "Authorization: Basic hunter2hunter2",
        "authorization: bearer hunter2hunter2",
        "client_secret=hunter2",
        "config['secret_key'] = 'hunter2'",
        "Cookie: hunter2",
        "access_token=hunter2hunter2",
        "AccountKey=hunter2;EndpointSuffix=x",
      })
  void namedSecretsAreGone(String text) {
    String redacted = Redaction.redact(text);
    assertFalse(redacted.contains("hunter2"), redacted);
    assertTrue(redacted.contains("[secret]"), redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail ann.lee+x@mail.example.org now | mail [email] now",
        "from <bob@example.com>. | from <[email]>.",
        "card 4111 1111 1111 1111 ok | card [card] ok",
        "card 5500-0000-0000-0004 | card [card]",
        "pay DE89 3704 0044 0532 0130 00 today | pay [iban] today",
        "pay GB82WEST12345698765432 | pay [iban]",
        "ssn 078-05-1120. | ssn [ssn].",
      })
  void personalDataIsGone(String text, String redacted) {
    assertEquals(redacted, Redaction.redact(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "Password: ",
        "max_tokens=256, prompt_tokens: 12, token: 5",
        "Unexpected token: '}'",
        "The password is incorrect",
        "bearer authentication failed",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7",
        "order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 at 1700000000000000000",
        "http://example.org:8080/a@b",
        "io.faultlore.engine.encode.RedactionTest.whatIsNoSecretStays",
        "card 4111 1111 1111 1112",
        "DE00 3704 0044 0532 0130 00",
        "user@localhost a @ b @override",
        "-----BEGIN CERTIFICATE-----",
        "password=null token=None",
        "{\"type\":\"tool_call\",\"id\":\"call_9tXk2Bq7Zr4Lm8Vn1Wc5Yd3P\"}",
        "getUserAccountInformationByIdentifier2 and CamelCaseNames",
      })
  void whatIsNoSecretStays(String text) {
    assertSame(text, Redaction.redact(text));
  }

  @Test
  void redactingTwiceChangesNothing() {
    String once = Redaction.redact("password=x y@example.org " + JWT + " token: '" + AWS + "'");
    assertEquals(once, Redaction.redact(once));
  }

  @Test
  void keyBlockWithoutEndIsRedactedToTheEnd() {
    assertEquals("a [secret]", Redaction.redact("a " + PEM.substring(0, PEM.indexOf("-----END"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ-",
        "sk-",
        "password=",
        "password=\"",
        "a@",
        "a.",
        "1 ",
        "4111 ",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "://a:",
        "DE89 ",
        "-",
        ":",
        "\\\"",
        "bearer ",
        "token: ",
        "a:b@",
        "2023-01-01T",
        "::",
        "1.",
        "ff:",
        "0x",
        "a1",
        "password is ",
        "--pwd ",
        " ",
        "@",
        "é",
        "{\"pwd\":"
      })
  void timeGrowsWithTheLengthOnly(String hostile) {
    String text = hostile.repeat((1 << 20) / hostile.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertTrue(Redaction.redact(text).length() <= text.length() * 8L);
          assertTrue(Masking.mask(text).length() <= text.length() * 8L);
        });
  }
}
