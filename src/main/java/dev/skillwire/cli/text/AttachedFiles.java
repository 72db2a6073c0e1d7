package dev.skillwire.cli.text;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.core.Attachment;
import dev.skillwire.core.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// `--attach`: files that are shown beside a question.
public final class AttachedFiles {

  private static final String INPUT = "-";

  private AttachedFiles() {}

  /// Reads them whole.
  ///
  /// @param files names, or `-` for the standard input
  public static List<Attachment> read(List<String> files, Surroundings around) {
    var all = new ArrayList<Attachment>();
    for (var file : files) {
      try (var in =
          file.equals(INPUT)
              ? around.in()
              : Files.newInputStream(around.directory().resolve(file))) {
        var text = text(in, file);
        all.add(
            new Attachment(
                isDiff(text) ? Attachment.Kind.DIFF : Attachment.Kind.TEXT,
                file.equals(INPUT) ? "" : file,
                "",
                text));
      } catch (IOException e) {
        throw new CommandFailure(ExitCode.NO_INPUT, "--attach: " + file + " can't be read.");
      }
    }
    return all;
  }

  private static String text(InputStream in, String file) throws IOException {
    var bytes = in.readNBytes(Limits.ATTACHMENTS_BYTES + 1);
    if (bytes.length > Limits.ATTACHMENTS_BYTES) {
      // Shown is the whole text or none.
      throw new CommandFailure(
          ExitCode.USAGE,
          "--attach: " + file + " takes more than " + Limits.ATTACHMENTS_BYTES + " bytes.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static boolean isDiff(String text) {
    return text.startsWith("diff ")
        || text.startsWith("--- ")
        || text.startsWith("@@ ")
        || text.startsWith("Index: ");
  }
}
