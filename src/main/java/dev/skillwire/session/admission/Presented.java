package dev.skillwire.session.admission;

import java.util.ArrayList;
import java.util.List;

/// The credentials that a request carries, unchecked.
///
/// @param tokens every token presented, wherever; a request should carry one at most
/// @param cookies every value of the hub's own cookie; several when another server on this host has
///     planted one of the same name
record Presented(List<String> tokens, List<String> cookies) {
  /// The sub-protocol that is echoed.
  static final String SUBPROTOCOL = "skillwire.v1";

  private static final String TOKEN_SUBPROTOCOL = "skillwire.token.";
  private static final String BEARER = "bearer ";
  private static final int MAX_COOKIES = 8;

  /// Collects what the request carries. A token in the URL is not looked for: URLs end up in logs.
  static Presented of(RequestFacts facts, String cookieName) {
    var tokens = new ArrayList<String>();
    for (String value : facts.values("authorization")) {
      // Another scheme is a credential that nobody here can accept: an empty, wrong token.
      tokens.add(
          value.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? value.substring(BEARER.length()).strip()
              : "");
    }
    if (facts.upgrade()) {
      for (String offer : offers(facts)) {
        if (offer.startsWith(TOKEN_SUBPROTOCOL)) {
          tokens.add(offer.substring(TOKEN_SUBPROTOCOL.length()));
        }
      }
    }
    return new Presented(List.copyOf(tokens), cookies(facts, cookieName));
  }

  /// The sub-protocols that the request offers.
  static List<String> offers(RequestFacts facts) {
    var offers = new ArrayList<String>();
    for (String value : facts.values("sec-websocket-protocol")) {
      for (String offer : value.split(",", -1)) {
        offers.add(offer.strip());
      }
    }
    return offers;
  }

  private static List<String> cookies(RequestFacts facts, String cookieName) {
    var cookies = new ArrayList<String>();
    for (String value : facts.values("cookie")) {
      for (String pair : value.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals >= 0
            && pair.substring(0, equals).strip().equals(cookieName)
            && cookies.size() < MAX_COOKIES) {
          cookies.add(pair.substring(equals + 1).strip());
        }
      }
    }
    return List.copyOf(cookies);
  }
}
