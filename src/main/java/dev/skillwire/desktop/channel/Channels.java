package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.process.Host;
import dev.skillwire.desktop.process.Launcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ways to a person that this machine has.
///
/// @param window null where no window is raised
/// @param sound null where none is played
/// @param notice null where there are no notifications
/// @param dialogs to be tried in this order
/// @param names of the programs, for the log
public record Channels(
    @Nullable Nudge window,
    @Nullable Nudge sound,
    @Nullable Notice notice,
    List<Dialog> dialogs,
    List<String> names) {

  public static final Channels NONE = new Channels(null, null, null, List.of(), List.of());

  /// Which of them are wanted.
  ///
  /// @param windows of the editor; empty for none
  public record Wanted(List<String> windows, boolean sound, boolean notification, boolean dialog) {}

  /// Looks once what is installed. Without a display there is nothing.
  public static Channels probe(Wanted wanted, Launcher launcher) {
    var host = launcher.host();
    if (!host.display()) {
      return NONE;
    }
    return host.mac() ? ofMac(wanted, launcher, host) : ofFreeDesktop(wanted, launcher, host);
  }

  /// Lets go of what they hold.
  public void close() {
    if (sound instanceof Sound file) {
      file.close();
    }
  }

  private static Channels ofMac(Wanted wanted, Launcher launcher, Host host) {
    var names = new ArrayList<String>();
    var osascript = host.program("osascript");
    var script = osascript == null ? null : new AppleScript(osascript, wanted.windows(), launcher);
    if (script != null) {
      names.add("osascript");
    }
    return new Channels(
        wanted.windows().isEmpty() ? null : script,
        wanted.sound() ? sound(List.of(List.of("afplay")), launcher, names) : null,
        wanted.notification() ? script : null,
        wanted.dialog() && script != null ? List.of(script) : List.of(),
        names);
  }

  private static Channels ofFreeDesktop(Wanted wanted, Launcher launcher, Host host) {
    var names = new ArrayList<String>();
    Nudge window = null;
    if (!wanted.windows().isEmpty()) {
      var wmctrl = named(host, "wmctrl", names);
      var xdotool = named(host, "xdotool", names);
      if (wmctrl != null || xdotool != null) {
        window = new WindowRaise(wmctrl, xdotool, wanted.windows(), launcher);
      }
    }
    var players =
        List.of(List.of("pw-play"), List.of("paplay"), List.of("canberra-gtk-play", "-f"));
    var sound = wanted.sound() ? sound(players, launcher, names) : null;
    Notice notice = null;
    if (wanted.notification()) {
      var program = named(host, "notify-send", names);
      notice = program == null ? null : new NotifySend(program, launcher);
    }
    var dialogs = new ArrayList<Dialog>();
    if (wanted.dialog()) {
      var zenity = named(host, "zenity", names);
      var kdialog = named(host, "kdialog", names);
      Stream.of(
              zenity == null ? null : new Zenity(zenity, launcher),
              kdialog == null ? null : new Kdialog(kdialog, launcher))
          .filter(dialog -> dialog != null)
          .forEach(dialogs::add);
    }
    return new Channels(window, sound, notice, List.copyOf(dialogs), names);
  }

  private static @Nullable Sound sound(
      List<List<String>> players, Launcher launcher, List<String> names) {
    var found = new ArrayList<List<String>>();
    for (var player : players) {
      var program = named(launcher.host(), player.getFirst(), names);
      if (program != null) {
        var command = new ArrayList<>(player);
        command.set(0, program.toString());
        found.add(List.copyOf(command));
      }
    }
    return found.isEmpty() ? null : new Sound(List.copyOf(found), launcher);
  }

  private static @Nullable Path named(Host host, String name, List<String> names) {
    var program = host.program(name);
    if (program != null) {
      names.add(name);
    }
    return program;
  }
}
