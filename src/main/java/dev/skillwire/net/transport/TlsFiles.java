package dev.skillwire.net.transport;

import java.nio.file.Path;

/// A certificate for TLS.
///
/// @param certificates PEM, the server's own first, then the chain
/// @param key PEM, PKCS #8, not encrypted
public record TlsFiles(Path certificates, Path key) {}
