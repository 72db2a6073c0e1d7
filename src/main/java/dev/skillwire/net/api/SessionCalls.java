package dev.skillwire.net.api;

import dev.skillwire.session.admission.Admission;
import dev.skillwire.session.admission.CookieJar;
import dev.skillwire.session.admission.Exchange;
import dev.skillwire.wire.BadMessage;
import java.util.Map;

/// One-time codes for browsers: issued to who holds a token, exchanged once for a cookie.
final class SessionCalls {

  private final Admission admission;

  SessionCalls(Admission admission) {
    this.admission = admission;
  }

  void issue(Call call, String method) throws BadMessage {
    if (!method.equals("POST")) {
      Api.notAllowed(call, "POST");
      return;
    }
    var code = admission.issueCode(call.grant());
    if (code == null) {
      throw Api.forbidden();
    }
    call.json(
        201,
        out -> {
          out.writeStringProperty("code", code);
          out.writeNumberProperty("expires_in_seconds", CookieJar.CODE_LIFE.toSeconds());
        });
  }

  void exchange(Call call, String method) throws BadMessage {
    if (!method.equals("POST")) {
      Api.notAllowed(call, "POST");
      return;
    }
    switch (admission.redeem(call.facts(), call.object().needed("code"))) {
      case Exchange.Redeemed(var cookie) ->
          call.answer(204, "application/json", Map.of("set-cookie", cookie), new byte[0]);
      case Exchange.Denied(var refusal) ->
          Problems.send(
              call, refusal.status(), refusal.code(), refusal.detail(), refusal.headers());
    }
  }
}
