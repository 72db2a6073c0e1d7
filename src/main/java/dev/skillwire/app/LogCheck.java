package dev.skillwire.app;

import dev.skillwire.log.LogReport;
import dev.skillwire.log.LogVerifier;
import dev.skillwire.log.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A whole log compared with its hashes, in the words of a report.
///
/// @param first oldest sequence held, `head + 1` when none is
/// @param head newest sequence that was looked at; 0 when nothing was ever written
/// @param records how many were found good
/// @param headHash hash of the newest record, or "" when the chain is broken
/// @param holder process id of a hub that has the log open meanwhile, 0 for none
/// @param indexesChecked whether the indexes were compared with the records, too
/// @param broken where the chain ends, or null when it holds
public record LogCheck(
    String epoch,
    long first,
    long head,
    long records,
    String headHash,
    long holder,
    boolean indexesChecked,
    @Nullable Broken broken) {

  /// The first record that is not as it was written.
  ///
  /// @param at when it says that it was written, or null
  /// @param type what it says that it is, or ""
  public record Broken(long sequence, @Nullable Instant at, String type, String why) {}

  /// Told how far the check is.
  public interface Progress {
    void checked(long records, long of);
  }

  /// Checks the log in a directory; changes nothing.
  ///
  /// @throws IOException when there is none, or the damage lies outside the records
  public static LogCheck of(Path directory, Progress progress) throws IOException {
    var report = LogVerifier.report(directory, progress::checked);
    return switch (report.verdict()) {
      case Verdict.Sound sound -> told(report, sound.records(), sound.headHash(), null);
      case Verdict.Broken broken -> {
        var at =
            broken.atMillis() == Verdict.UNKNOWN_TIME
                ? null
                : Instant.ofEpochMilli(broken.atMillis());
        yield told(
            report,
            broken.records(),
            "",
            new Broken(broken.sequence(), at, broken.kind(), broken.why()));
      }
    };
  }

  private static LogCheck told(
      LogReport report, long records, String headHash, @Nullable Broken broken) {
    return new LogCheck(
        report.epoch(),
        report.first(),
        report.head(),
        records,
        headHash,
        report.holder(),
        report.indexesChecked(),
        broken);
  }
}
