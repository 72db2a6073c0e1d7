package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.SkillLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// A directory, a hub and a skill written in the test.
abstract class RunFixture {

  static final RunId RUN = new RunId("run");

  @TempDir Path directory;

  final FakeHub hub = new FakeHub();

  SkillRun skill(Map<String, Object> inputs, String... lines) throws SkillLoadException {
    return skill(InstantSource.system(), inputs, lines);
  }

  SkillRun skill(InstantSource clock, Map<String, Object> inputs, String... lines)
      throws SkillLoadException {
    var skill = SkillLoader.parse("test.yaml", String.join("\n", lines) + "\n");
    return new SkillRun(skill, inputs, RunOptions.manual(RUN, directory), hub, clock);
  }

  RunResult run(String... lines) throws SkillLoadException {
    return skill(Map.of(), lines).call();
  }

  <E extends Event> E only(Class<E> type) {
    var events = hub.events(type);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
