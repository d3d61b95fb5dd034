// The server's side of TLS: what it speaks, and the certificate that it shows. Private to server/http.
//
// TLS 1.3, and of TLS 1.2 what has forward secrecy and authenticated encryption; no renegotiation; of the
// protocols above it HTTP/1.1. Any thread.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "domain/core/refusal.h"

namespace tenure {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// Of two PEM files: the certificate's chain and its key. bad_value, with the file, where they cannot be
/// used.
Result<TlsContext> make_tls(const std::string& certificate, const std::string& key);

/// The same of files that take the place of others in use: an expired certificate is bad_value too.
Result<TlsContext> reload_tls(const std::string& certificate, const std::string& key);

}  // namespace tenure
