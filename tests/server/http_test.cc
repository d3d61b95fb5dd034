// The HTTP server over real sockets: framing, order, limits, timeouts, and what it refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "server/http/server.h"
#include "tests/server/http_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;  // NOLINT

/// Gathers a body and gives it back when it has ended.
class Echo final : public Exchange {
 public:
  void start(std::function<void()> wake) override { wake_ = std::move(wake); }
  bool wants_input() const override { return true; }
  void input(std::string_view bytes) override {
    out_ += bytes;
    begun_ = true;
  }
  void end_of_input() override { ended_ = true; }
  std::string take_output() override { return std::exchange(out_, {}); }
  bool finished() const override { return ended_ && out_.empty(); }
  std::size_t held() const override { return out_.size(); }
  bool owes() const override { return begun_; }
  void break_off(const Refusal& why) override {
    out_ += "!" + std::string(name(why.reason));
    ended_ = true;
  }

 private:
  std::function<void()> wake_;
  std::string out_;
  bool begun_ = false;
  bool ended_ = false;
};

Router test_router() {
  Router out;
  out.quick({.path = "/quick"}, [](const Request&) { return Response(200, kPlainText, "quick"); });
  out.quick({.path = "/tag/{name}"},
            [](const Request& r) { return Response(200, kPlainText, r.param("name")); });
  out.work({.path = "/rest/{all...}"},
           [](const Request& r) { return Response(200, kPlainText, r.param("all")); });
  out.work({.path = "/large"},
           [](const Request&) { return Response(200, kOctets, std::string(64 << 10, 'x')); });
  out.work({.path = "/work"}, [](const Request&) { return Response(200, kPlainText, "work"); });
  out.work({.path = "/throws"}, [](const Request&) -> Response { throw std::runtime_error("a bug"); });
  out.work({.method = "POST", .path = "/echo", .body_max = 1000},
           [](const Request& r) { return Response(200, kOctets, r.body); });
  out.later({.path = "/later"}, [](Request, const Reply& reply) {
    std::thread([reply] { reply([] { return Response(200, kPlainText, "later"); }); }).detach();
  });
  out.work({.path = "/stream"}, [](const Request&) {
    Response response(200, kNdjson, {});
    response.stream = [left = 100]() mutable -> Result<std::optional<std::string>> {
      if (left == 0) return std::optional<std::string>();
      return std::optional(std::to_string(left--) + "\n");
    };
    return response;
  });
  out.work({.path = "/breaks"}, [](const Request&) {
    Response response(200, kNdjson, {});
    response.stream = [first = true]() mutable -> Result<std::optional<std::string>> {
      if (!std::exchange(first, false)) return refuse(Reason::damaged);
      return std::optional<std::string>("1\n");
    };
    return response;
  });
  out.meet({.method = "POST", .path = "/meet", .outcomes = {{200, {{kOctets}}}}},
           [](const Request&) { return std::make_unique<Echo>(); });
  return out;
}

class Http : public ::testing::Test {
 protected:
  void open(HttpServer::Options options = {}) {
    options.listen = "127.0.0.1:0";
    options.tree_size = [] { return std::uint64_t{42}; };
    server_ = HttpServer::start(std::move(options), test_router()).value();
  }
  std::uint16_t port() const { return server_->port(); }
  /// What a raw request is answered with.
  Answer raw(std::string_view bytes) {
    HttpClient client(port());
    client.send(bytes);
    return client.read();
  }

  std::unique_ptr<HttpServer> server_;
};

TEST_F(Http, EachKindOfHandlerAnswersAndTheConnectionStays) {
  open();
  HttpClient client(port());
  for (const char* path : {"/quick", "/work", "/later", "/quick"}) {
    const Answer answer = client.get(path);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ("/" + answer.body, path);
    EXPECT_EQ(answer.header("tenure-tree-size"), "42");
  }
}

TEST_F(Http, PathVariablesAndTheRestAreDecoded) {
  open();
  HttpClient client(port());
  EXPECT_EQ(client.get("/tag/%E5%BC%A0%2F1").body, "张/1");
  EXPECT_EQ(client.get("/rest/a/b/c").body, "a/b/c");
  EXPECT_EQ(client.get("/tag/%FF").status, 400);
  EXPECT_EQ(HttpClient(port()).get("/tag/%00").status, 400);
}

TEST_F(Http, AnswersCarrySecurityHeadersAndNoBanner) {
  open();
  const Answer answer = HttpClient(port()).get("/quick");
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_THAT(answer.header("content-security-policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(answer.header("server"), "");
}

TEST_F(Http, UnknownPathIs404AndWrongMethodIs405WithAllow) {
  open();
  HttpClient client(port());
  const Answer missing = client.get("/nowhere");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.header("content-type"), "application/problem+json");
  EXPECT_THAT(missing.body, HasSubstr(R"("type":"urn:tenure:problem:not_found")"));
  const Answer wrong = client.ask("DELETE", "/quick");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD");
}

TEST_F(Http, HeadHasTheLengthAndNoBody) {
  open();
  HttpClient client(port());
  const Answer head = client.ask("HEAD", "/quick");
  EXPECT_EQ(head.header("content-length"), "5");
  EXPECT_EQ(client.get("/work").body, "work") << "nothing of a body came in between";
}

TEST_F(Http, PipelinedRequestsAreAnsweredInTheirOrder) {
  open();
  HttpClient client(port());
  std::string all;
  for (int i = 0; i < 50; ++i) {
    all += request_text("GET", i % 3 == 0 ? "/later" : "/tag/" + std::to_string(i), port());
    all += request_text("POST", "/echo", port(), "body " + std::to_string(i));
  }
  client.send(all);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.read().body, i % 3 == 0 ? "later" : std::to_string(i));
    EXPECT_EQ(client.read().body, "body " + std::to_string(i));
  }
}

TEST_F(Http, ThrowingHandlerIs500AndTheServerGoesOn) {
  open();
  HttpClient client(port());
  EXPECT_EQ(client.get("/throws").status, 500);
  EXPECT_EQ(client.get("/work").status, 200);
}

TEST_F(Http, StreamComesInChunksAndTheConnectionStays) {
  open();
  HttpClient client(port());
  const Answer answer = client.get("/stream");
  EXPECT_TRUE(answer.whole);
  EXPECT_THAT(answer.body, HasSubstr("\n1\n"));
  EXPECT_EQ(client.get("/quick").body, "quick");
}

TEST_F(Http, StreamThatFailsIsNotEndedAsIfItWereWhole) {
  open();
  const Answer answer = HttpClient(port()).get("/breaks");
  EXPECT_EQ(answer.body, "1\n");
  EXPECT_FALSE(answer.whole);
}

TEST_F(Http, ExchangeAnswersWhileTheBodyComes) {
  open();
  HttpClient client(port());
  client.send("POST /meet HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("4\r\ndefg\r\n0\r\n\r\n" + request_text("GET", "/quick", port()));
  EXPECT_EQ(client.read().body, "abcdefg");
  EXPECT_EQ(client.read().body, "quick") << "the next request begins where the body ended";
}

TEST_F(Http, ChunkedBodyIsPutTogether) {
  open();
  const Answer answer =
      raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
          "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nAuthorization: Bearer x\r\n\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello world");
}

// Limits
// ---------------------------------------------------------------------------------------------------------

TEST_F(Http, BodyAboveItsLimitIs413AndTheConnectionEnds) {
  open();
  HttpClient client(port());
  EXPECT_EQ(client.post("/echo", std::string(1000, 'x')).status, 200);
  EXPECT_EQ(client.post("/echo", std::string(1001, 'x')).status, 413);
  EXPECT_TRUE(client.ended());
}

TEST_F(Http, ChunkedBodyAboveItsLimitIs413Too) {
  open();
  std::string body;
  for (int i = 0; i < 11; ++i) body += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + body).status,
            413);
}

TEST_F(Http, HugeContentLengthIs413BeforeAnyBody) {
  open();
  EXPECT_EQ(
      raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18446744073709551615\r\n\r\n").status,
      413);
}

TEST_F(Http, HeaderAboveItsLimitIs431) {
  open();
  EXPECT_EQ(HttpClient(port()).get("/quick", "X: " + std::string(kHeaderBytesMax, 'x') + "\r\n").status, 431);
  std::string fields;
  for (std::size_t i = 0; i < kHeaderFieldsMax; ++i) fields += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(HttpClient(port()).get("/quick", fields).status, 431);
  EXPECT_EQ(HttpClient(port()).get("/" + std::string(kTargetMax, 'x')).status, 431);
  std::string members;
  for (std::size_t i = 0; i <= kQueryMembersMax; ++i) members += "a=1&";
  EXPECT_THAT(HttpClient(port()).get("/quick?" + members).body, HasSubstr("too many members"));
}

TEST_F(Http, ExpectedContinueComesBeforeTheBody) {
  open();
  HttpClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("ok");
  EXPECT_EQ(client.read().body, "ok");
}

TEST_F(Http, ConnectionsAboveTheLimitAreTurnedAwayAndRoomComesBack) {
  HttpServer::Options options;
  options.connections = 2;
  open(std::move(options));
  auto first = std::make_unique<HttpClient>(port());
  HttpClient second(port());
  EXPECT_EQ(first->get("/quick").status, 200);
  EXPECT_EQ(second.get("/quick").status, 200);
  const Answer turned_away = HttpClient(port()).get("/quick");
  EXPECT_EQ(turned_away.status, 503);
  EXPECT_EQ(turned_away.header("retry-after"), "1");
  first.reset();
  int status = 503;
  for (int i = 0; i < 200 && status != 200; ++i) {
    std::this_thread::sleep_for(10ms);
    status = HttpClient(port()).get("/quick").status;
  }
  EXPECT_EQ(status, 200);
}

TEST_F(Http, TenTimesTheLoadIsTurnedAwayWithAMomentToComeBackAndServedThen) {
  constexpr std::size_t kQueue = 8;
  std::atomic<bool> release = false;
  Router router;
  router.work({.path = "/slow"}, [&](const Request&) {
    while (!release) std::this_thread::sleep_for(1ms);
    return Response(200, kPlainText, "done");
  });
  HttpServer::Options options;
  options.listen = "127.0.0.1:0";
  options.workers = 1;
  options.work_queue = kQueue;
  std::atomic<std::size_t> answered = 0;
  options.observe = [&](const AccessLine&) { ++answered; };
  server_ = HttpServer::start(std::move(options), std::move(router)).value();
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (std::size_t i = 0; i < 10 * kQueue; ++i) {
    clients.push_back(std::make_unique<HttpClient>(port()));
    clients.back()->send(request_text("GET", "/slow", port()));
  }
  // Those that are turned away are answered while the others wait; each connection goes on.
  while (answered < 9 * kQueue) std::this_thread::sleep_for(1ms);
  std::vector<HttpClient*> waiting;
  for (const auto& client : clients) {
    if (!client->has_answer()) {
      waiting.push_back(client.get());
      continue;
    }
    const Answer answer = client->read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("retry-after"), "1");
  }
  EXPECT_EQ(waiting.size(), kQueue);
  release = true;
  for (HttpClient* client : waiting) EXPECT_EQ(client->read().status, 200);
  for (const auto& client : clients) EXPECT_EQ(client->get("/slow").status, 200);
}

/// A process that may open only a few files more than it has, while this lives.
class FewFiles {
 public:
  explicit FewFiles(rlim_t more) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(next) + more;
    setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewFiles() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

double cpu_seconds() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

TEST_F(Http, WithoutFileDescriptorsTheServerWaitsAndServesWhoIsThere) {
  open();
  HttpClient first(port());
  auto second = std::make_unique<HttpClient>(port());
  ASSERT_EQ(first.get("/quick").status, 200);
  ASSERT_EQ(second->get("/quick").status, 200);
  {
    const FewFiles few(1);
    HttpClient third(port());  // the last descriptor is here; there is none for the server's end
    ASSERT_TRUE(third.connected());
    third.send(request_text("GET", "/quick", port()));
    const double before = cpu_seconds();
    std::this_thread::sleep_for(500ms);
    EXPECT_LT(cpu_seconds() - before, 0.25) << "it waits instead of trying again and again";
    EXPECT_FALSE(third.has_answer());
    EXPECT_EQ(first.get("/work").status, 200) << "who is there is served";
    second.reset();
    EXPECT_EQ(third.read().status, 200) << "a place became free";
  }
  EXPECT_EQ(HttpClient(port()).get("/work").status, 200);
}

// Timeouts
// ---------------------------------------------------------------------------------------------------------

HttpServer::Options impatient() {
  HttpServer::Options out;
  out.timeouts = {1s, 1s, 1s, 1s, 1s, 200ms, 2s};
  return out;
}

TEST_F(Http, HeaderThatComesAByteAtATimeIs408) {
  open(impatient());
  HttpClient client(port());
  const std::string text =
      request_text("GET", "/quick", port(), {}, "X-Slow: " + std::string(2000, 'x') + "\r\n");
  std::thread slow([&] {
    for (const char c : text) {
      if (!client.send({&c, 1})) return;
      std::this_thread::sleep_for(5ms);
    }
  });
  HttpClient other(port());
  EXPECT_EQ(other.get("/quick").status, 200) << "others are served meanwhile";
  EXPECT_EQ(client.read().status, 408);
  slow.join();
}

TEST_F(Http, BodyThatDoesNotComeIs408) {
  open(impatient());
  HttpClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(client.read().status, 408);
  EXPECT_TRUE(client.ended());
}

TEST_F(Http, SilentClientIsDropped) {
  open(impatient());
  HttpClient silent(port());
  EXPECT_TRUE(silent.ended());
  HttpClient lazy(port());
  EXPECT_EQ(lazy.get("/quick").status, 200);
  EXPECT_TRUE(lazy.ended()) << "also after a request";
}

TEST_F(Http, ClientThatNeverReadsIsDropped) {
  open(impatient());
  HttpClient client(port());
  const std::string request = request_text("GET", "/large", port());
  const auto began = std::chrono::steady_clock::now();
  bool taken = true;
  for (int i = 0; i < 1'000'000 && taken; ++i) taken = client.send(request);
  EXPECT_FALSE(taken) << "the server went on reading";
  EXPECT_LT(std::chrono::steady_clock::now() - began, HttpClient::kPatience)
      << "the client lost patience first";
}

// Host and Origin
// ---------------------------------------------------------------------------------------------------------

TEST_F(Http, StrangeHostIsRefusedOnLoopback) {
  open();
  EXPECT_EQ(raw("GET /quick HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 403);
  EXPECT_EQ(raw("GET /quick HTTP/1.1\r\nHost: localhost.evil.example:80\r\n\r\n").status, 403);
  EXPECT_EQ(raw("GET /quick HTTP/1.1\r\nHost: localhost:9\r\n\r\n").status, 200);
  EXPECT_EQ(raw("GET /quick HTTP/1.1\r\nHost: [::1]:9\r\n\r\n").status, 200);
}

TEST_F(Http, ChangeFromAnotherSiteIsRefused) {
  open();
  const auto with_origin = [&](const std::string& origin) {
    return HttpClient(port()).post("/echo", "x", "Origin: " + origin + "\r\n").status;
  };
  EXPECT_EQ(with_origin("http://evil.example"), 403);
  EXPECT_EQ(with_origin("null"), 403);
  EXPECT_EQ(with_origin("https://127.0.0.1:" + std::to_string(port())), 403) << "another scheme";
  EXPECT_EQ(with_origin("http://127.0.0.1:" + std::to_string(port())), 200);
}

TEST_F(Http, PlainHttpIsForLoopbackAlone) {
  HttpServer::Options options;
  options.listen = "0.0.0.0:0";
  const auto server = HttpServer::start(std::move(options), test_router());
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().reason, Reason::bad_value);
}

TEST_F(Http, UpgradePathWithoutUpgradeIs426) {
  open();
  EXPECT_EQ(HttpClient(port()).get("/v1/stream").status, 426);
}

// Many, and the end
// ---------------------------------------------------------------------------------------------------------

/// As many idle connections as wanted, held by a process of their own: both ends would not fit into one
/// process's file descriptors.
class IdleCrowd {
 public:
  /// Before any thread is started.
  explicit IdleCrowd(std::size_t count) {
    if (::pipe(to_child_) != 0 || ::pipe(from_child_) != 0) throw std::runtime_error("pipe");
    child_ = ::fork();
    if (child_ == 0) ::_exit(hold(count) ? 0 : 1);
  }
  ~IdleCrowd() {
    for (const int fd : {to_child_[1], from_child_[0]}) ::close(fd);
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

  /// Whether every connection stands.
  bool connect(std::uint16_t port) { return tell(port) && hear(); }
  /// Whether the first and the last of them are still answered.
  bool ask() { return tell(0) && hear(); }

 private:
  bool tell(std::uint16_t value) { return ::write(to_child_[1], &value, sizeof value) == sizeof value; }
  bool hear() {
    char answer = 0;
    return ::read(from_child_[0], &answer, 1) == 1 && answer == 1;
  }
  bool hold(std::size_t count) {
    std::uint16_t port = 0;
    if (::read(to_child_[0], &port, sizeof port) != sizeof port) return false;
    std::vector<std::unique_ptr<HttpClient>> idle;
    char good = 1;
    for (std::size_t i = 0; i < count; ++i) {
      idle.push_back(std::make_unique<HttpClient>(port));
      if (!idle.back()->connected()) good = 0;
    }
    if (::write(from_child_[1], &good, 1) != 1) return false;
    if (::read(to_child_[0], &port, sizeof port) != sizeof port) return false;
    good = idle.front()->get("/quick").status == 200 && idle.back()->get("/quick").status == 200 ? 1 : 0;
    return ::write(from_child_[1], &good, 1) == 1;
  }

  int to_child_[2] = {};
  int from_child_[2] = {};
  pid_t child_ = 0;
};

TEST_F(Http, ManyIdleConnectionsCostNobodyAnything) {
  const std::size_t count = std::getenv("TENURE_LONG") != nullptr ? 10'000 : 300;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (files.rlim_cur < count + 200) GTEST_SKIP() << "too few file descriptors";
  IdleCrowd crowd(count);
  HttpServer::Options options;
  options.timeouts.first = 120'000ms;
  open(std::move(options));
  ASSERT_TRUE(crowd.connect(port()));
  HttpClient client(port());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.get("/work").status, 200);
  EXPECT_GE(server_->connections(), count);
  EXPECT_TRUE(crowd.ask());
}

TEST_F(Http, StopAnswersWhatIsUnderWayAndClosesWhatIsIdle) {
  std::atomic<bool> begun = false;
  std::atomic<bool> release = false;
  Router router;
  router.work({.path = "/slow"}, [&](const Request&) {
    begun = true;
    while (!release) std::this_thread::sleep_for(1ms);
    return Response(200, kPlainText, "done");
  });
  HttpServer::Options options;
  options.listen = "127.0.0.1:0";
  server_ = HttpServer::start(std::move(options), std::move(router)).value();
  HttpClient idle(port());
  EXPECT_EQ(idle.get("/nowhere").status, 404);
  HttpClient busy(port());
  busy.send(request_text("GET", "/slow", port()));
  while (!begun) std::this_thread::sleep_for(1ms);
  server_->stop_accepting();
  EXPECT_TRUE(idle.ended());
  release = true;
  const Answer answer = busy.read();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("connection"), "close");
  server_->stop();
  EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(Http, StopEndsWhoStaysAtTheDeadline) {
  auto options = impatient();
  options.timeouts.header = 60'000ms;
  options.timeouts.stop = 100ms;
  open(std::move(options));
  HttpClient slow(port());
  slow.send("GET /quick HT");
  std::this_thread::sleep_for(50ms);
  server_->stop();
  EXPECT_TRUE(slow.ended());
}

}  // namespace
}  // namespace tenure::testing
