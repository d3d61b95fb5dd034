// Whose address counts behind reverse proxies.
#include "server/http/client_address.h"

#include <gtest/gtest.h>

#include "server/http/budget.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

/// The client that 10.0.0.1 asks for; a proxy trusts 10.0.0.0/8 and 2001:db8::/32.
std::string client(const std::vector<std::pair<std::string, std::string>>& headers,
                   const std::string& peer = "10.0.0.1") {
  const std::vector<Network> proxies = {*Network::parse("10.0.0.0/8"), *Network::parse("2001:db8::/32")};
  Request request;
  request.headers = headers;
  return client_address(request, *IpAddress::parse(peer), proxies).str();
}
std::string forwarded(const std::string& value) { return client({{"forwarded", value}}); }
std::string x_forwarded(const std::string& value) { return client({{"x-forwarded-for", value}}); }

TEST(ClientAddress, RightmostUntrustedOneOfAList) {
  EXPECT_EQ(x_forwarded("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(x_forwarded("198.51.100.9, 192.0.2.1"), "192.0.2.1") << "the left one is the client's word";
  EXPECT_EQ(x_forwarded("198.51.100.9, 192.0.2.1 , 10.3.4.5"), "192.0.2.1");
  EXPECT_EQ(x_forwarded("10.9.9.9, 10.3.4.5"), "10.9.9.9") << "all are proxies";
  EXPECT_EQ(x_forwarded("192.0.2.1:4711"), "192.0.2.1");
  EXPECT_EQ(x_forwarded("[2001:db9::1]:4711"), "2001:db9::1");
  EXPECT_EQ(x_forwarded("2001:db9::1, 2001:db8::7"), "2001:db9::1");
  EXPECT_EQ(x_forwarded("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(client({{"x-forwarded-for", "198.51.100.9"}, {"x-forwarded-for", "192.0.2.1"}}), "192.0.2.1");
}

TEST(ClientAddress, ForwardedIsReadWithItsQuotesAndParameters) {
  EXPECT_EQ(forwarded("for=192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(forwarded("For=\"192.0.2.1:4711\";proto=https;by=10.0.0.1"), "192.0.2.1");
  EXPECT_EQ(forwarded("by=10.0.0.1 ; for=\"[2001:db9::1]:80\""), "2001:db9::1");
  EXPECT_EQ(forwarded("for=198.51.100.9, for=192.0.2.1;host=\"a,b;c\", for=10.0.0.2"), "192.0.2.1");
  EXPECT_EQ(forwarded("for=\"192.\\0.2.1\""), "192.0.2.1") << "an escaped character";
}

TEST(ClientAddress, WhatCannotBeReadEndsTheWayAtTheLastProxyThatIsKnown) {
  for (const char* value : {"unknown", "_hidden", "192.0.2.300", "", " , ", "192.0.2.1 evil"}) {
    EXPECT_EQ(x_forwarded(value), "10.0.0.1") << value;
  }
  EXPECT_EQ(x_forwarded("192.0.2.1, nonsense, 10.0.0.7"), "10.0.0.7");
  for (const char* value :
       {"for=unknown", "for=_x", "by=192.0.2.1", "for=192.0.2.1;for=192.0.2.2", "for=\"192.0.2.1", "for",
        "=192.0.2.1", "for=\"192.0.2.1\"x", "for=198.51.100.9, for=\"", ";,;"}) {
    EXPECT_EQ(forwarded(value), "10.0.0.1") << value;
  }
}

TEST(ClientAddress, NobodyElsesWordCounts) {
  EXPECT_EQ(client({{"x-forwarded-for", "192.0.2.1"}}, "192.0.2.77"), "192.0.2.77");
  EXPECT_EQ(client({{"forwarded", "for=192.0.2.1"}}, "2001:db9::2"), "2001:db9::2");
  Request request;
  request.headers = {{"x-forwarded-for", "192.0.2.1"}};
  EXPECT_EQ(client_address(request, *IpAddress::parse("127.0.0.1"), {}).str(), "127.0.0.1");
}

/// A proxy writes one header and passes the other one on as the client invented it.
TEST(ClientAddress, HeadersThatDoNotAgreeAreNotBelieved) {
  EXPECT_EQ(client({{"forwarded", "for=192.0.2.1"}, {"x-forwarded-for", "192.0.2.1"}}), "192.0.2.1");
  EXPECT_EQ(client({{"forwarded", "for=198.51.100.9"}, {"x-forwarded-for", "192.0.2.1"}}), "10.0.0.1");
}

TEST(ClientAddress, NetworksHoldWhatIsInThem) {
  const auto holds = [](const char* network, const char* address) {
    return Network::parse(network)->holds(*IpAddress::parse(address));
  };
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.200"));
  EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.100"));
  EXPECT_TRUE(holds("127.0.0.1", "::ffff:127.0.0.1"));
  EXPECT_FALSE(holds("127.0.0.1", "127.0.0.2"));
  EXPECT_TRUE(holds("0.0.0.0/0", "192.0.2.1"));
  EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1")) << "of IPv4 alone";
  EXPECT_TRUE(holds("::/0", "192.0.2.1"));
  EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
  for (const char* text :
       {"", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/8x", "example", "10.0.0.0/-1"}) {
    EXPECT_FALSE(Network::parse(text)) << text;
  }
}

TEST(ClientAddress, HouseholdIsAnIpv4AddressOrANetworkOfIpv6) {
  const auto household = [](const char* text) { return IpAddress::parse(text)->household(); };
  EXPECT_EQ(household("192.0.2.1"), household("::ffff:192.0.2.1"));
  EXPECT_NE(household("::ffff:192.0.2.1"), household("::ffff:192.0.2.2")) << "not one /64";
  EXPECT_EQ(household("2001:db8::1"), household("2001:db8::ffff"));
  EXPECT_NE(household("2001:db8::1"), household("2001:db8:0:1::1"));
}

// Served
// ---------------------------------------------------------------------------------------------------------

Config behind_proxy() {
  Config out;
  out.http.trusted_proxies = {*Network::parse("127.0.0.1")};
  return out;
}
std::string from(const std::string& address) { return "X-Forwarded-For: " + address + "\r\n"; }

TEST(Attempted, GoodTokenIsTakenAfterAnyNumberOfWrongOnes) {
  ServedLedger s;
  const std::string good = bearer(s.token(Role::auditor));
  int last = 0;
  for (int i = 0; i < 30; ++i) last = s.connect()->get("/v1/status", bearer("wrong")).status;
  const auto slowed = s.connect()->get("/v1/status", bearer("wrong"));
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(slowed.header("retry-after"), "2");
  EXPECT_EQ(last, 429);
  for (const char* path : {"/healthz", "/v1/status", "/v1/session"}) {
    EXPECT_EQ(s.connect()->get(path, good).status, 200) << path;
    EXPECT_EQ(s.connect()->get(path, "Authorization: bearer " + good.substr(22)).status, 200) << "any case";
  }
  EXPECT_EQ(s.connect()->get("/healthz").status, 200);
}

TEST(Attempted, BehindATrustedProxyEachClientHasItsOwnAttempts) {
  ServedLedger s(behind_proxy());
  for (int i = 0; i < 30; ++i) s.connect()->get("/v1/status", bearer("wrong") + from("192.0.2.1"));
  EXPECT_EQ(s.connect()->get("/v1/status", bearer("wrong") + from("192.0.2.1")).status, 429);
  EXPECT_EQ(s.connect()->get("/v1/status", bearer("wrong") + from("192.0.2.2")).status, 401);
}

TEST(Attempted, WithoutATrustedProxyTheHeaderIsNoWayOut) {
  ServedLedger s;
  for (int i = 0; i < 30; ++i) {
    s.connect()->get("/v1/status", bearer("wrong") + from("192.0.2." + std::to_string(i)));
  }
  EXPECT_EQ(s.connect()->get("/v1/status", bearer("wrong") + from("192.0.2.99")).status, 429);
}

TEST(Figures, AreForWhoIsOnTheMachineNotForWhoComesThroughItsProxy) {
  ServedLedger s(behind_proxy());
  EXPECT_EQ(s.connect()->get("/metrics").status, 200);
  EXPECT_EQ(s.connect()->get("/metrics", from("192.0.2.1")).status, 401);
}

}  // namespace
}  // namespace tenure::testing
