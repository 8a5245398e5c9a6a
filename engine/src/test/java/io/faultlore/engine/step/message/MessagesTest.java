package io.faultlore.engine.step.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final String BYTES = "iVBORw0KGgo" + "A".repeat(400);

  @Test
  void callsThatRunAtTheProviderAreToldWithTheirPayload() {
    Message message =
        one(
            """
            {"role": "assistant", "parts": [
              {"type": "server_tool_call", "id": "s1", "name": "web_search",
               "server_tool_call": {"query": "cup winner"}},
              {"type": "server_tool_call_response", "id": "s1",
               "server_tool_call_response": {"results": ["Harbour FC"]}},
              {"type": "text", "content": "Harbour FC."}]}""");
    assertTrue(
        message.spoken().contains("web_search({\"query\":\"cup winner\"})"), message.spoken());
    assertEquals("{\"results\":[\"Harbour FC\"]}\nHarbour FC.", message.text());
  }

  @Test
  void bytesAreMarkedAndWordsStay() {
    for (String part :
        List.of(
            "{\"type\": \"blob\", \"modality\": \"image\", \"content\": \"%s\"}",
            "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,%s\"}}",
            "{\"type\": \"image\", \"source\": {\"type\": \"base64\", \"data\": \"%s\"}}",
            "{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"%s\"}}",
            "{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"%s\"}}")) {
      String text =
          one("{\"role\": \"user\", \"parts\": ["
                  + part.formatted(BYTES)
                  + ", {\"text\": \"What?\"}]}")
              .text();
      assertFalse(text.contains("AAAA"), part);
      assertTrue(text.contains("What?") && text.startsWith("["), text);
    }
    assertEquals(BYTES, one("{\"role\": \"user\", \"content\": \"" + BYTES + "\"}").text());
  }

  @Test
  void messagesThatWereCutAnywhereAreStillMessages() {
    String whole =
        "[{\"role\": \"system\", \"content\": \"Be \\u00e9 \\\"brief\\\".\"}, "
            + "{\"role\": \"user\", \"content\": \"Is it 12?\", \"n\": 12, \"ok\": true}]";
    int nameEnds = whole.indexOf(':');
    for (int end = nameEnds + 3; end < whole.length(); end++) {
      List<Message> read = Messages.of(Content.parse(whole.substring(0, end)), "user");
      assertFalse(read.isEmpty());
      assertFalse(read.getFirst().text().contains("\"role\""), whole.substring(0, end));
    }
  }

  @Test
  void jsonThatAModelDidNotCloseStaysWhatItWrote() {
    String broken = "{\"answer\": \"forty";
    assertEquals(broken, one(broken).text());
  }

  private static Message one(String json) {
    return Messages.of(Content.parse(json), "assistant").getFirst();
  }
}
