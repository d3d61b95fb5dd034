#include "server/http/tls.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <string_view>

#include "domain/core/both.h"

namespace tenure {
namespace {

namespace ssl = boost::asio::ssl;

constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!PSK";
constexpr std::string_view kHttp11 = "\x08http/1.1";  // with its length, as ALPN writes it

/// A client that names protocols, none of them ours, is told so (RFC 7301, 3.2).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned offered_size, void*) {
  const auto* own = reinterpret_cast<const unsigned char*>(kHttp11.data());
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, own, static_cast<unsigned>(kHttp11.size()),
                                          offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Result<TlsContext> make_tls(const std::string& certificate, const std::string& key) {
  auto out = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* const context = out->native_handle();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, kTls12Ciphers);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(context, &choose_protocol, nullptr);
  boost::system::error_code error;
  out->set_options(ssl::context::default_workarounds | ssl::context::no_compression, error);
  if (!error) out->use_certificate_chain_file(certificate, error);
  if (error) return refuse(Reason::bad_value, certificate, error.message());
  out->use_private_key_file(key, ssl::context::pem, error);
  if (error) return refuse(Reason::bad_value, key, error.message());
  if (SSL_CTX_check_private_key(context) != 1) {
    return refuse(Reason::bad_value, key, both("不是 {} 的私钥", "not the key of {}", certificate));
  }
  return out;
}

Result<TlsContext> reload_tls(const std::string& certificate, const std::string& key) {
  auto made = make_tls(certificate, key);
  if (!made) return made;
  const X509* const shown = SSL_CTX_get0_certificate((*made)->native_handle());
  if (X509_cmp_current_time(X509_get0_notAfter(shown)) < 0) {
    return refuse(Reason::bad_value, certificate, both("证书已过期", "the certificate has expired"));
  }
  return made;
}

}  // namespace tenure
