package dev.skillwire.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.RunId;
import dev.skillwire.core.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCodecTest {

  private static final Instant NOW = Samples.AT.plusSeconds(2);

  @Test
  void givesBackTheWholeState() {
    var snapshot = SnapshotWriterTest.rich().snapshot(40, NOW);
    assertThat(snapshot.runs()).hasSize(2);
    assertThat(snapshot.open()).hasSize(1);
    assertThat(snapshot.closed()).hasSize(1);
    assertThat(CheckpointCodec.read(CheckpointCodec.write(snapshot))).contains(snapshot);
  }

  @Test
  void aStateThatWasReadGoesOnAsTheOther() {
    var one = SnapshotWriterTest.rich();
    var other =
        State.of(CheckpointCodec.read(CheckpointCodec.write(one.snapshot(40, NOW))).orElseThrow());
    for (var event : Samples.full()) {
      one.apply(event, NOW);
      other.apply(event, NOW);
    }
    assertThat(other.snapshot(60, NOW)).isEqualTo(one.snapshot(60, NOW));
  }

  /// Rules may be older than the log's oldest record: a checkpoint is where they live.
  @Test
  void givesBackRulesWithWhatBecameOfThem() {
    var state = SnapshotWriterTest.rich();
    var snapshot = state.snapshot(40, NOW);
    assertThat(snapshot.rules()).hasSize(1);
    assertThat(snapshot.rulesMade()).isEqualTo(1);
    var again = State.of(CheckpointCodec.read(CheckpointCodec.write(snapshot)).orElseThrow());
    assertThat(again.rules()).containsExactlyElementsOf(state.rules());
    assertThat(again.rulesMade()).isEqualTo(1);
  }

  /// Version 1 was written by the program as it was before there were rules.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void readsEarlierVersions(int version) throws IOException {
    var old = Path.of("src/test/resources/checkpoints/version-" + version + ".json");
    var snapshot = CheckpointCodec.read(Files.readAllBytes(old)).orElseThrow();
    assertThat(snapshot.runs()).hasSize(2);
    assertThat(snapshot.runs().getFirst().steps().get(2).truncated()).isEqualTo(version > 1);
    assertThat(snapshot.open()).extracting(o -> o.question().id().value()).contains("ask-8");
    assertThat(snapshot.open()).allMatch(o -> o.question().errorType() == null);
    assertThat(snapshot.closed())
        .extracting(c -> c.question().id().value())
        .containsExactly("ask-0", "ask-9");
    var answer = Objects.requireNonNull(snapshot.closed().getLast().answer());
    assertThat(answer.response()).isEqualTo("yes");
    assertThat(answer.memory()).isEqualTo(Event.Memory.NONE);
    assertThat(snapshot.rules()).hasSize(version > 3 ? 1 : 0);
    assertThat(snapshot.rulesMade()).isEqualTo(version > 3 ? 4 : 0);
    assertThat(snapshot.open()).noneMatch(o -> o.question().masked());
    assertThat(snapshot.closed()).noneMatch(c -> c.question().masked());
    assertThat(State.of(snapshot).runs()).allMatch(run -> run.bytes() > 500);
  }

  @Test
  void anEmptyStateIsOneToo() {
    var snapshot = new State().snapshot(0, NOW);
    assertThat(CheckpointCodec.read(CheckpointCodec.write(snapshot))).contains(snapshot);
  }

  @Test
  void halfACharacterDoesNotStopTheHub() {
    var state = new State();
    state.apply(
        new Event.SkillStarted(
            new RunId("r"),
            "half \ud83d",
            "",
            0,
            new Json("{\"a\":\"\ude80\"}"),
            "",
            null,
            List.of(),
            ""),
        NOW);
    assertThat(CheckpointCodec.read(CheckpointCodec.write(state.snapshot(1, NOW)))).isPresent();
  }

  @Test
  void whatIsOfAnotherVersionIsPassedOver() {
    var written = new String(CheckpointCodec.write(new State().snapshot(0, NOW)), UTF_8);
    for (var other :
        List.of(
            written.replaceFirst("\"version\":\\d+", "\"version\":99"),
            written.replaceFirst("\"runs\":", "\"walks\":"),
            written.replaceFirst("\"runs\":", "\"more\":1,\"runs\":"),
            written.substring(0, written.length() - 1),
            "",
            "null",
            "[]")) {
      assertThat(CheckpointCodec.read(other.getBytes(UTF_8))).as(other).isEmpty();
    }
  }
}
