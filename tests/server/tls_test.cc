// HTTPS with certificates made here: what is spoken, what is refused, and how a certificate is changed.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "server/http/server.h"
#include "tests/server/http_client.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;  // NOLINT

enum class KeyKind { ec, rsa };

/// A self-signed certificate for localhost and its key, as PEM files.
void make_certificate(const std::string& certificate, const std::string& key, int serial = 1,
                      long seconds = 3600, KeyKind kind = KeyKind::ec) {
  EVP_PKEY* pair = kind == KeyKind::ec ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048);
  X509* x509 = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(x509), serial);
  X509_gmtime_adj(X509_getm_notBefore(x509), -7200);
  X509_gmtime_adj(X509_getm_notAfter(x509), seconds);
  X509_set_pubkey(x509, pair);
  X509_NAME* name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(x509, name);
  X509_sign(x509, pair, EVP_sha256());
  FILE* file = std::fopen(certificate.c_str(), "w");
  PEM_write_X509(file, x509);
  std::fclose(file);
  file = std::fopen(key.c_str(), "w");
  PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  X509_free(x509);
  EVP_PKEY_free(pair);
}

/// How a client would like to speak.
struct Offer {
  int version_max = TLS1_3_VERSION;
  const char* ciphers = "ALL:@SECLEVEL=0";
  std::string alpn;  ///< names with their lengths
};

/// What came of it; "" where nothing did.
struct Agreed {
  std::string version, cipher, alpn;
  long serial = 0;
};

Agreed shake_hands(std::uint16_t port, const Offer& offer = {}) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, offer.version_max);
  SSL_CTX_set_cipher_list(context, offer.ciphers);
  SSL* ssl = SSL_new(context);
  if (!offer.alpn.empty()) {
    SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(offer.alpn.data()),
                        static_cast<unsigned>(offer.alpn.size()));
  }
  SSL_set_fd(ssl, fd);
  Agreed out;
  if (SSL_connect(ssl) == 1) {
    out.version = SSL_get_version(ssl);
    out.cipher = SSL_get_cipher_name(ssl);
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl, &name, &size);
    out.alpn.assign(reinterpret_cast<const char*>(name), size);
    out.serial = ASN1_INTEGER_get(X509_get0_serialNumber(SSL_get0_peer_certificate(ssl)));
  }
  SSL_free(ssl);
  SSL_CTX_free(context);
  ::close(fd);
  return out;
}

class Https : public ::testing::Test {
 protected:
  void open(KeyKind kind = KeyKind::ec, Timeouts timeouts = {}) {
    make_certificate(folder_ / "chain.pem", folder_ / "key.pem", 1, 3600, kind);
    Router router;
    router.work({.path = "/secure"},
                [](const Request& r) { return Response(200, kPlainText, r.secure ? "yes" : "no"); });
    router.work({.method = "POST", .path = "/echo", .body_max = 1 << 20},
                [](const Request& r) { return Response(200, kOctets, r.body); });
    HttpServer::Options options;
    options.listen = "127.0.0.1:0";
    options.certificate = folder_ / "chain.pem";
    options.key = folder_ / "key.pem";
    options.timeouts = timeouts;
    server_ = HttpServer::start(std::move(options), std::move(router)).value();
  }
  std::uint16_t port() const { return server_->port(); }

  TempFolder folder_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(Https, RequestsAreAnsweredOverTls) {
  open();
  HttpClient client(port(), true);
  const Answer answer = client.get("/secure");
  EXPECT_EQ(answer.body, "yes");
  EXPECT_NE(answer.header("strict-transport-security"), "");
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(client.post("/echo", large).body, large);
}

// What is spoken
// ---------------------------------------------------------------------------------------------------------

TEST_F(Https, OfTls12OnlyForwardSecrecyWithAuthenticatedEncryptionIsSpoken) {
  for (const KeyKind kind : {KeyKind::ec, KeyKind::rsa}) {
    open(kind);
    const auto cipher = [&](const char* ciphers) {
      return shake_hands(port(), {TLS1_2_VERSION, ciphers, {}}).cipher;
    };
    for (const char* refused :
         {"AES256-SHA", "AES128-SHA256", "AES256-GCM-SHA384", "AES128-CCM", "ECDHE-RSA-AES256-SHA",
          "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "DHE-RSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-SHA384", "aNULL", "eNULL", "PSK"}) {
      EXPECT_EQ(cipher((std::string(refused) + ":@SECLEVEL=0").c_str()), "") << refused;
    }
    const std::string signer = kind == KeyKind::ec ? "ECDSA" : "RSA";
    for (const std::string& spoken :
         {"ECDHE-" + signer + "-AES128-GCM-SHA256", "ECDHE-" + signer + "-AES256-GCM-SHA384",
          "ECDHE-" + signer + "-CHACHA20-POLY1305"}) {
      EXPECT_EQ(cipher(spoken.c_str()), spoken);
    }
    server_.reset();
  }
}

TEST_F(Https, OlderVersionsAreRefusedAndTheNewestIsTaken) {
  open();
  EXPECT_EQ(shake_hands(port()).version, "TLSv1.3");
  EXPECT_EQ(shake_hands(port(), {TLS1_2_VERSION, "ALL", {}}).version, "TLSv1.2");
  EXPECT_EQ(shake_hands(port(), {TLS1_1_VERSION, "ALL:@SECLEVEL=0", {}}).version, "");
  EXPECT_EQ(shake_hands(port(), {TLS1_VERSION, "ALL:@SECLEVEL=0", {}}).version, "");
}

TEST_F(Https, Http11IsAgreedOnAndNothingElse) {
  open();
  const auto agreed = [&](const std::string& alpn) {
    return shake_hands(port(), {TLS1_3_VERSION, "ALL", alpn});
  };
  EXPECT_EQ(agreed("\x08http/1.1").alpn, "http/1.1");
  EXPECT_EQ(agreed("\x02h2\x08http/1.1").alpn, "http/1.1");
  EXPECT_EQ(agreed("\x02h2").version, "") << "no protocol in common";
  const Agreed silent = agreed("");
  EXPECT_EQ(silent.version, "TLSv1.3");
  EXPECT_EQ(silent.alpn, "");
}

// Who speaks the other language
// ---------------------------------------------------------------------------------------------------------

constexpr auto kToldWithin = 3s;  ///< long before a handshake or a head that does not come is given up

TEST_F(Https, PlainRequestIsToldAtOnceThatTlsIsSpoken) {
  open();
  for (const std::string& bytes :
       {request_text("GET", "/secure", port()), std::string("G"), std::string("\r\n"), std::string("post"),
        std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")}) {
    HttpClient client(port());
    const auto began = std::chrono::steady_clock::now();
    client.send(bytes);
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, 400) << bytes;
    EXPECT_THAT(answer.body, HasSubstr("urn:tenure:problem:tls_only")) << bytes;
    EXPECT_LT(std::chrono::steady_clock::now() - began, kToldWithin) << bytes;
    EXPECT_TRUE(client.ended());
  }
  EXPECT_EQ(HttpClient(port(), true).get("/secure").body, "yes") << "others are served";
}

TEST(PlainHttp, TlsHelloIsNoticedAtOnce) {
  HttpServer::Options options;
  options.listen = "127.0.0.1:0";
  const auto server = HttpServer::start(std::move(options), Router()).value();
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(shake_hands(server->port()).version, "");
  for (const std::string& bytes : {std::string("\x16"), std::string("\x16\x03\x01\x02\x00\x01\x00", 7)}) {
    HttpClient client(server->port());
    client.send(bytes);
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("urn:tenure:problem:plain_only"));
    EXPECT_TRUE(client.ended());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, kToldWithin);
}

TEST_F(Https, ClientThatNeverShakesHandsIsDropped) {
  Timeouts impatient;
  impatient.handshake = 300ms;
  open(KeyKind::ec, impatient);
  HttpClient silent(port());
  EXPECT_TRUE(silent.ended());
  HttpClient half(port());
  half.send("\x16\x03\x01");
  EXPECT_TRUE(half.ended());
}

// Certificates
// ---------------------------------------------------------------------------------------------------------

TEST_F(Https, MissingCertificateIsSaid) {
  open();
  HttpServer::Options options;
  options.listen = "127.0.0.1:0";
  options.certificate = folder_ / "none.pem";
  options.key = folder_ / "key.pem";
  EXPECT_FALSE(HttpServer::start(std::move(options), Router()));
}

TEST_F(Https, NewCertificateIsShownToNewConnectionsAndCutsNone) {
  open();
  HttpClient standing(port(), true);
  EXPECT_EQ(standing.get("/secure").body, "yes");
  make_certificate(folder_ / "chain.pem", folder_ / "key.pem", 2, 3600, KeyKind::rsa);
  EXPECT_EQ(shake_hands(port()).serial, 1) << "not before it is told";
  ASSERT_TRUE(server_->reload_certificate());
  EXPECT_EQ(shake_hands(port()).serial, 2);
  EXPECT_EQ(standing.get("/secure").body, "yes");
}

TEST_F(Https, BadNewCertificateLeavesTheOldOneAndIsSaid) {
  open();
  const std::string chain = folder_ / "chain.pem";
  const std::string key = folder_ / "key.pem";
  struct Bad {
    const char* name;
    std::function<void()> make;
    std::string where;
  };
  const Bad cases[] = {
      {"no certificate", [&] { std::ofstream(chain) << "nothing"; }, chain},
      {"no file", [&] { ::unlink(chain.c_str()); }, chain},
      {"expired", [&] { make_certificate(chain, key, 2, -60); }, chain},
      {"another's key", [&] { make_certificate(chain, folder_ / "other.pem", 2); }, key},
      {"no key", [&] { make_certificate(chain, key, 2), std::ofstream(key) << "nothing"; }, key},
  };
  for (const Bad& bad : cases) {
    make_certificate(chain, key, 3);
    bad.make();
    const auto done = server_->reload_certificate();
    ASSERT_FALSE(done) << bad.name;
    EXPECT_EQ(done.error().reason, Reason::bad_value) << bad.name;
    EXPECT_EQ(done.error().where, bad.where) << bad.name;
    EXPECT_EQ(shake_hands(port()).serial, 1) << bad.name;
  }
}

}  // namespace
}  // namespace tenure::testing
