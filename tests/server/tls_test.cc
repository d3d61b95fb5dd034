// HTTPS with a certificate made here.
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "server/http/server.h"
#include "tests/server/http_client.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

/// A self-signed certificate for localhost and its key, as PEM files.
void make_certificate(const std::string& certificate, const std::string& key) {
  EVP_PKEY* pair = EVP_EC_gen("P-256");
  X509* x509 = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), 0);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
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

class Https : public ::testing::Test {
 protected:
  Https() {
    make_certificate(folder_ / "chain.pem", folder_ / "key.pem");
    Router router;
    router.work({.path = "/secure"},
                [](const Request& r) { return Response(200, kPlainText, r.secure ? "yes" : "no"); });
    router.work({.method = "POST", .path = "/echo", .body_max = 1 << 20},
                [](const Request& r) { return Response(200, kOctets, r.body); });
    HttpServer::Options options;
    options.listen = "127.0.0.1:0";
    options.certificate = folder_ / "chain.pem";
    options.key = folder_ / "key.pem";
    options.timeouts.handshake = std::chrono::milliseconds(300);
    server_ = HttpServer::start(std::move(options), std::move(router)).value();
  }

  TempFolder folder_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(Https, RequestsAreAnsweredOverTls) {
  HttpClient client(server_->port(), true);
  const Answer answer = client.get("/secure");
  EXPECT_EQ(answer.body, "yes");
  EXPECT_NE(answer.header("strict-transport-security"), "");
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(client.post("/echo", large).body, large);
}

TEST_F(Https, PlainRequestIsNotAnswered) {
  HttpClient client(server_->port());
  EXPECT_EQ(client.get("/secure").status, 0);
}

TEST_F(Https, ClientThatNeverShakesHandsIsDropped) {
  HttpClient client(server_->port());
  EXPECT_TRUE(client.ended());
}

TEST_F(Https, MissingCertificateIsSaid) {
  HttpServer::Options options;
  options.listen = "127.0.0.1:0";
  options.certificate = folder_ / "none.pem";
  options.key = folder_ / "key.pem";
  EXPECT_FALSE(HttpServer::start(std::move(options), Router()));
}

}  // namespace
}  // namespace tenure::testing
