package io.faultlore.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GeneratedFilesTest {
  @TestFactory
  Stream<DynamicTest> theCommittedFileIsWhatTheGeneratorWrites() {
    return Dashboards.files().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () ->
                        assertEquals(
                            file.getValue(),
                            Files.text(file.getKey()),
                            "run .ci/dashboards.sh to write it again")));
  }
}
