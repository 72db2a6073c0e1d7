package dev.skillwire.session.admission;

import java.util.Set;

/// What an admitted request may do and on whose credential.
///
/// @param roles empty for a request that may only load the page or exchange a one-time code
/// @param tokenId the credential's public id: that of the token, or `page-…` for a cookie; empty for a
///     peer that was admitted as the same user. A page has an id of its own, so that it can answer what
///     the holder of the token that opened it has asked
/// @param name the token's name, empty without one
/// @param page whether a browser sent the request (it came with an `Origin` or `Sec-Fetch-…` header)
public record Grant(Set<Role> roles, String tokenId, String name, boolean page) {
  public Grant {
    roles = Set.copyOf(roles);
  }

  /// Whether this grant holds the role.
  public boolean has(Role role) {
    return roles.contains(role);
  }
}
