package dev.skillwire.engine.daemon.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.engine.daemon.Plans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

  @TempDir Path directory;

  @Nested
  class AWholeFile {

    @Test
    void isRead() throws Exception {
      Files.createDirectory(directory.resolve("conf"));
      var plan =
          Plans.read(
              directory,
              """
              time_zone: Europe/Berlin
              port: 0
              at_once: 2
              schedules:
                - name: nightly
                  cron: "30 2 * * *"
                  skill: greet.yaml
                  inputs: {who: night}
                  missed: once
                - name: hourly
                  cron: "@hourly"
                  time_zone: UTC
                  skill: greet.yaml
                  overlap: queue-one
              watches:
                - name: conf
                  paths: [conf]
                  match: ["*.yaml"]
                  debounce: 500ms
                  skill: greet.yaml
                  paths_input: files
              webhooks:
                - name: ci
                  skill: greet.yaml
                  secret_env: HOOK_SECRET
                  takes: [who]
              """);

      assertThat(plan.port()).isZero();
      assertThat(plan.atOnce()).isEqualTo(2);
      assertThat(plan.hooks()).isTrue();
      assertThat(plan.entries())
          .extracting(Entry::name)
          .containsExactly("nightly", "hourly", "conf", "ci");
      var nightly = plan.entries().getFirst();
      assertThat(nightly.inputs()).isEqualTo(Map.of("who", "night"));
      assertThat(nightly.skill()).isEqualTo(directory.resolve("greet.yaml"));
      assertThat(nightly.directory()).isEqualTo(directory);
      assertThat(nightly.overlap()).isEqualTo(Entry.Overlap.SKIP);
      var schedule = (Trigger.Schedule) nightly.trigger();
      assertThat(schedule.makesUp()).isTrue();
      assertThat(schedule.times().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
      assertThat(plan.entries().get(1).overlap()).isEqualTo(Entry.Overlap.QUEUE_ONE);
      assertThat(plan.entries().get(2).trigger())
          .isEqualTo(
              new Trigger.Watch(
                  List.of(directory.resolve("conf")),
                  List.of("*.yaml"),
                  List.of(".git"),
                  Duration.ofMillis(500),
                  Duration.ofSeconds(5),
                  "files"));
      var hook = (Trigger.Hook) plan.entries().get(3).trigger();
      assertThat(hook.takes()).isEqualTo(Set.of("who"));
      assertThat(hook.toString()).doesNotContain(Plans.SECRET);
    }
  }

  @Nested
  class AFault {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        textBlock =
            """
            shedules: []                                    | 1:1: | did you mean 'schedules'?
            schedules: []                                   | 1:12: | there is nothing to do
            time_zone: Mars                                 | 1:12: | no time zone
            at_once: 99                                     | 1:10: | number from 1 to 32
            schedules: [{name: a b, skill: greet.yaml}]     | 1:20: | a schedule has a 'name'
            schedules: [{name: a, skil: greet.yaml}]        | 1:23: | did you mean 'skill'?
            schedules: [{name: a, skill: none.yaml}]        | none.yaml | there is no such file
            schedules: [{name: a, skill: greet.yaml}]       | 1:13: | needs a 'cron'
            schedules: [{name: a, skill: greet.yaml, cron: soon}]  | 1:48: | no cron expression
            schedules: [{name: a, skill: greet.yaml, cron: "@daily", missed: all}] | 1:66: | skip or once
            schedules: [{name: a, skill: greet.yaml, cron: "@daily", overlap: yes}] | 1:67: | skip or queue-one
            schedules: [{name: a, skill: greet.yaml, cron: "@daily", inputs: {hwo: x}}] | 1:66: | did you mean 'who'?
            schedules: [{name: a, skill: greet.yaml, cron: "@daily", directory: none}] | 1:69: | no directory
            watches: [{name: a, skill: greet.yaml}]         | 1:11: | 1 to 100 'paths'
            watches: [{name: a, skill: greet.yaml, paths: [none]}] | 1:48: | there is no
            watches: [{name: a, skill: greet.yaml, paths: [.], match: ["[x"]}] | 1:60: | no pattern
            watches: [{name: a, skill: greet.yaml, paths: [.], debounce: 10ms}] | 1:62: | at least 100ms
            watches: [{name: a, skill: greet.yaml, paths: [.], paths_input: file}] | 1:65: | did you mean 'files'?
            webhooks: [{name: a, skill: greet.yaml}]        | 1:19: | either 'secret_file' or 'secret_env'
            webhooks: [{name: a, skill: greet.yaml, secret_env: NONE}] | 1:53: | at least 16 bytes
            webhooks: [{name: a, skill: greet.yaml, secret_file: none}] | 1:54: | can't be read
            webhooks: [{name: a, skill: greet.yaml, secret_env: HOOK_SECRET, takes: [x]}] | 1:73: | no input 'x'
            """)
    void isToldWithItsPlace(String yaml, String place, String words) {
      assertThatThrownBy(() -> Plans.read(directory, yaml))
          .hasMessageContaining(place)
          .hasMessageContaining(words);
    }

    @Test
    void isANameThatIsTaken() {
      var one = "{name: a, skill: greet.yaml, cron: '@daily'}";
      assertThatThrownBy(() -> Plans.read(directory, "schedules: [" + one + ", " + one + "]"))
          .hasMessageContaining("another entry named 'a'");
    }

    @Test
    void isASecretThatOthersMayRead() throws Exception {
      var yaml = "webhooks: [{name: a, skill: greet.yaml, secret_file: s}]";
      var secret = Files.writeString(directory.resolve("s"), Plans.SECRET + "\n");
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(() -> Plans.read(directory, yaml)).hasMessageContaining("chmod 600");

      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      var hook = (Trigger.Hook) Plans.read(directory, yaml).entries().getFirst().trigger();
      assertThat(hook.secret().bytes()).asString().isEqualTo(Plans.SECRET);
    }
  }
}
