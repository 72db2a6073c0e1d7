package dev.skillwire.session.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/// An admission with everything it rests on, and short words for asking it. Tests extend it.
class Gate {
  final SettableClock clock = new SettableClock();
  final TokenStore tokens = TokenStore.inMemory();
  final CookieJar cookies = new CookieJar(clock);
  Admission admission = withSettings(AdmissionSettings.onPort(Asking.PORT));

  Admission withSettings(AdmissionSettings settings) {
    return new Admission(settings, tokens, cookies, clock);
  }

  AdmissionSettings settings(boolean trust, boolean requireToken, boolean answersNeedToken) {
    return new AdmissionSettings(
        Set.of(), Set.of(), trust, requireToken, answersNeedToken, Asking.PORT);
  }

  Grant admitted(Asking asking) {
    var verdict = admission.judge(asking.facts());
    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    return ((Verdict.Admitted) verdict).grant();
  }

  Verdict.Refused refused(Asking asking) {
    var verdict = admission.judge(asking.facts());
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return (Verdict.Refused) verdict;
  }

  void refusedWith(int status, String code, Asking asking) {
    var refused = refused(asking);
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
  }

  Grant mainGrant() {
    return admitted(Asking.api().bearer(tokens.mainToken()));
  }

  /// A `Cookie` header value that was had by the right way.
  String cookie() {
    return cookieFor(mainGrant());
  }

  String codeFor(Grant grant) {
    return requireNonNull(admission.issueCode(grant));
  }

  String cookieFor(Grant grant) {
    return "skillwire_9876=" + requireNonNull(cookies.exchange(codeFor(grant)));
  }
}
