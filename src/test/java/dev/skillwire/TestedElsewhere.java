package dev.skillwire;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sources with logic that no test of their own name covers, but the test of what they are part of.
final class TestedElsewhere {

  /// From a source to its test, both below the root package and without `.java`.
  static final Map<String, String> TESTS =
      Stream.of(
              by("SkillWebSocketServerTest", "", "Answer SkillState PendingConfirmation"),
              by("SkillWebSocketServerTest", "app/", "Publisher Server WireCodec"),
              by("contract/TokenRolesTest", "app/", "Tokens"),
              by("cli/command/VerifyLogCommandTest", "app/", "LogCheck"),
              by("app/SettingsLoaderTest", "app/", "SettingSources Settings"),
              by("cli/MainTest", "cli/base/", "CommandFailure HubAccess HubOption Ink Shutdown"),
              by("cli/MainTest", "cli/base/", "Surroundings"),
              by("cli/MainTest", "cli/command/", "AnswerCommand AskCommand DemoCommand"),
              by("cli/MainTest", "cli/command/", "EmitCommand LsCommand RunCommand ServeCommand"),
              by("cli/MainTest", "cli/command/", "CancelCommand ShowCommand TokenCommand"),
              by("cli/MainTest", "cli/command/", "WatchCommand"),
              by("contract/RulesTest", "cli/rule/", "AddRule ExportRules ImportRules ListOptions"),
              by("contract/RulesTest", "cli/rule/", "ListRules PreviewRule RemoveRule RuleApi"),
              by(
                  "contract/RulesTest",
                  "cli/rule/",
                  "RulesCommand ScopeOptions ShowRule SwitchRule"),
              by("cli/MainTest", "cli/run/", "DemoSkill"),
              by("cli/base/TextOutputTest", "cli/base/", "Unwritable"),
              by("cli/MainTest", "cli/base/", "Interruption"),
              by("cli/MainTest", "cli/", "UsageErrors"),
              by("cli/MainTest", "app/", "FileFaults"),
              by("cli/run/SkillExecutionTest", "cli/run/", "EmbeddedHub Findings LiveRun"),
              by("cli/MainTest", "cli/text/", "RunLines"),
              by("cli/text/EventLineTest", "cli/text/", "Durations"),
              by("cli/question/PrompterTest", "cli/question/", "Keyboard OpenQuestions Stage"),
              by("client/HubClientTest", "client/", "CancelRequests Closing HubProblem Incoming"),
              by("client/HubClientTest", "client/", "Link Message MessageBuilder Outbox Outcomes"),
              by("client/HubFinderTest", "client/", "Addresses"),
              by("client/LosingTheConnectionTest", "client/", "Keeper Position"),
              by("cli/MainTest", "client/", "HubApi"),
              by("core/ConfirmationRulesTest", "core/", "Check Decision Question"),
              by("core/RuleMatchTest", "core/", "Rule Scope"),
              by("core/StateTest", "core/", "ClosedConfirmation Run Snapshot StepState"),
              by("engine/SkillRunTest", "engine/", "Commands JsonText RunContext Secrets"),
              by("engine/SkillRunTest", "engine/", "StepWork Values"),
              by("engine/process/ShellTest", "engine/process/", "KeptText LiveOutput"),
              by(
                  "engine/process/ShellTest",
                  "engine/process/",
                  "ProcessGroup ShellResult Utf8Text"),
              by("engine/skill/SkillLoaderTest", "engine/skill/", "Durations HealRules Mapping"),
              by("engine/skill/SkillLoaderTest", "engine/skill/", "InputReader InputValues"),
              by("engine/skill/SkillLoaderTest", "engine/skill/", "QuestionReader StepReader"),
              by("engine/skill/SkillLoaderTest", "engine/skill/", "YamlFile"),
              by("engine/template/TemplatesTest", "engine/template/", "Faults Filters PlainValues"),
              by("engine/template/TemplatesTest", "engine/template/", "PythonResolver Template"),
              by("engine/template/TemplatesTest", "engine/template/", "PythonStrings Similar"),
              by("engine/template/TemplatesTest", "engine/template/", "StrictContext SyntaxCheck"),
              by("log/ChainTest", "log/", "ChainWalk LogRecord"),
              by("log/EventLogContract", "log/", "Checkpoint HistoryQuery Reader Readers"),
              by("log/EventLogContract", "log/", "RecordRow Writer"),
              by("log/RecoveryTest", "log/", "Continuity HighWater"),
              by("log/SqliteLogTest", "log/", "Database Identity LogFiles Schema"),
              by("contract/AdmissionTest", "net/", "Gatekeeper"),
              by("contract/ConnectingTest", "net/", "Clients HubApplication SocketClient"),
              by("contract/ConnectingTest", "net/api/", "Query SessionCalls"),
              by("contract/HttpConfirmationsTest", "net/api/", "ConfirmationCalls"),
              by("contract/RulesTest", "net/api/", "RuleCalls"),
              by("faults/FullStateTest", "net/", "StateTexts"),
              by("faults/LargeHistoryTest", "net/api/", "CountedBuffer LargeAnswers"),
              by("contract/HttpEventsTest", "net/", "StreamClient"),
              by("contract/HttpEventsTest", "net/api/", "Api Call HistoryCalls Problems"),
              by("contract/HttpEventsTest", "net/api/", "PublishCalls SkillCalls StatusCalls"),
              by("net/fanout/LaneTest", "net/fanout/", "Fanout Faults Follower"),
              by("net/transport/HttpConnectionTest", "net/transport/", "Exchange"),
              by("net/transport/HttpConnectionTest", "net/transport/", "Lingering Outflow Problem"),
              by(
                  "net/transport/HttpConnectionTest",
                  "net/transport/",
                  "RequestDecoder RequestHead"),
              by("net/transport/HttpConnectionTest", "net/transport/", "RequestRules"),
              by("net/transport/TransportTest", "net/transport/", "Listeners LoopState SocketKind"),
              by("net/transport/TransportTest", "net/transport/", "AcceptFaults"),
              by("net/transport/HttpConnectionTest", "net/transport/", "Gate RequestSource"),
              by("net/transport/TransportTest", "net/transport/", "TransportSettings"),
              by("net/transport/WebSocketConnectionTest", "net/transport/", "Assembly Handshake"),
              by(
                  "net/transport/WebSocketConnectionTest",
                  "net/transport/",
                  "FrameDecoder Inflation"),
              by("session/admission/AdmissionTest", "session/admission/", "RequestFacts Verdict"),
              by("session/admission/TokenStoreTest", "session/admission/", "Secrets TokenLines"),
              by("session/ConversationTest", "session/", "Ids Peer"),
              by("contract/ReachingTest", "app/", "Outreach"),
              by("contract/ReachingTest", "net/api/", "LinkCalls LinkPage"),
              by("desktop/DeskTest", "desktop/", "Audience Errands"),
              by("desktop/RoutingTest", "desktop/", "Course"),
              by("desktop/channel/NudgesTest", "desktop/channel/", "Sound WindowRaise"),
              by("desktop/push/WebhookTest", "desktop/push/", "Body"),
              by("stream/HubTest", "stream/", "Callback LocalPort View"),
              by("stream/SequencerTest", "stream/", "Publication"),
              by("wire/CheckpointCodecTest", "wire/", "CheckpointUpgrade"),
              by("wire/EventReaderTest", "wire/", "StepFields"),
              by("wire/MessageReaderTest", "wire/", "ClientMessage"),
              by("wire/mask/MaskTest", "wire/mask/", "Chars OwnPattern Shapes Shipped Span"),
              by("wire/mask/MaskTest", "wire/mask/", "Trigger Values"),
              by("contract/AuditTest", "cli/command/", "AuditCommand"),
              by("contract/AuditTest", "net/api/", "AuditCalls"),
              by("contract/AuditTest", "wire/", "AuditWriter"),
              by("core/AwayFoldTest", "core/", "Away"))
          .flatMap(entries -> entries)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private TestedElsewhere() {}

  private static Stream<Map.Entry<String, String>> by(String test, String room, String names) {
    return Arrays.stream(names.split(" ", -1)).map(name -> Map.entry(room + name, test));
  }
}
