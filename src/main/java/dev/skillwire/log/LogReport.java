package dev.skillwire.log;

/// What a look at a whole log tells.
///
/// @param epoch of the log
/// @param first oldest sequence held, `head + 1` when none is
/// @param head newest sequence that was looked at, 0 when nothing was ever appended
/// @param holder process id of who has the log open meanwhile, 0 for nobody
/// @param indexesChecked whether the indexes were compared with the records, too
public record LogReport(
    String epoch, long first, long head, long holder, boolean indexesChecked, Verdict verdict) {}
