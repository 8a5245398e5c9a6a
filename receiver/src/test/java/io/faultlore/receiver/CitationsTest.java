package io.faultlore.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A reader of this repository can open every page that it cites. */
class CitationsTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  /** Not the words of a Markdown link, whose target follows and counts. */
  private static final Pattern PAGE = Pattern.compile("[\\w.-][\\w./-]*\\.md\\b(?!\\]\\()");

  private static final Pattern READ =
      Pattern.compile(".*\\.(java|md|sh|py|xml|yaml|yml)|run|faultlore");

  /** What Git does not keep, as in {@code .gitignore}. */
  private static final Set<String> NOT_KEPT =
      Set.of(".git", "target", ".ci/cache", "faultlore-data", ".idea", ".vscode", "__pycache__");

  @Test
  void everyCitedPageIsInTheRepository() throws IOException {
    List<Path> files = files();
    for (String root :
        List.of("engine", "receiver", "grafana-dashboards", "collector-config", ".ci", "pom.xml")) {
      assertTrue(files.stream().anyMatch(file -> file.startsWith(REPOSITORY.resolve(root))), root);
    }

    List<String> missing = new ArrayList<>();
    for (Path file : files) {
      missing.addAll(missing(file, Files.readString(file)));
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void aPageFromElsewhereIsRefusedWhereverItIsCited() {
    Path file = REPOSITORY.resolve("engine/src/main/java/Made.java");
    for (String page : List.of("recipe", "docs/recipe", "other/repository/recipe")) {
      assertEquals(
          List.of("engine/src/main/java/Made.java: " + page + ".md"),
          missing(file, "// 40 minutes (" + page + ".md, section 2)."));
    }
  }

  @Test
  void aPageIsFoundBesideTheFileOrAboveIt() {
    Path file = REPOSITORY.resolve("engine/src/main/java/Made.java");
    assertEquals(List.of(), missing(file, "// RATIONALE.md and (collector-config/README.md)"));
    assertEquals(List.of(), missing(file, "[page" + ".md](engine/RATIONALE.md)"));
    String elsewhere = "runbooks" + ".md";
    assertEquals(1, missing(file, "// " + elsewhere).size());
  }

  /** The pages that {@code file} cites and that stand neither beside it nor in a folder above. */
  private static List<String> missing(Path file, String text) {
    List<String> missing = new ArrayList<>();
    Matcher cited = PAGE.matcher(text);
    while (cited.find()) {
      if (!isFound(file, cited.group())) {
        missing.add(REPOSITORY.relativize(file) + ": " + cited.group());
      }
    }
    return missing;
  }

  private static boolean isFound(Path file, String page) {
    for (Path folder = file.getParent();
        folder != null && folder.startsWith(REPOSITORY);
        folder = folder.getParent()) {
      Path found = folder.resolve(page).normalize();
      if (found.startsWith(REPOSITORY) && Files.isRegularFile(found)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        REPOSITORY,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_KEPT.stream().anyMatch(folder::endsWith)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (READ.matcher(file.getFileName().toString()).matches()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
