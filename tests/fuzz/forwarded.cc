// What a proxy says of its client: Forwarded and X-Forwarded-For, a header a line as `f:` or `x:`; and the
// networks of a configuration, `n:`.
#include "server/http/client_address.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

void check_network(std::string_view text) {
  const auto network = Network::parse(text);
  if (!network) return;
  check(network->bits <= 128, "a network is no smaller than an address");
  check(network->holds(network->first), "a network holds what it is named by");
}

void check_address(const IpAddress& address) {
  const auto again = IpAddress::parse(address.str());
  check(again && *again == address, "an address is what its text says");
  check(!address.household().empty(), "an address belongs to somebody");
}

}  // namespace

void run(std::string_view input) {
  Request request;
  while (!input.empty()) {
    const auto end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    if (line.size() < 2 || line[1] != ':') continue;
    if (line[0] == 'f') request.headers.emplace_back("forwarded", line.substr(2));
    if (line[0] == 'x') request.headers.emplace_back("x-forwarded-for", line.substr(2));
    if (line[0] == 'n') check_network(line.substr(2));
  }
  const IpAddress peer = *IpAddress::parse("10.0.0.1");
  const Network proxies[] = {*Network::parse("10.0.0.0/8"), *Network::parse("2001:db8::/32")};
  check(client_address(request, peer, {}) == peer, "nobody's word counts who is not trusted");
  const IpAddress stranger = *IpAddress::parse("192.0.2.9");
  check(client_address(request, stranger, proxies) == stranger, "nor a stranger's");
  const IpAddress found = client_address(request, peer, proxies);
  check_address(found);
  // What a client wrote to the left of what its proxy appended changes nothing, or leaves the proxy itself.
  Request appended = request;
  for (auto& [name, value] : appended.headers)
    value += name == "forwarded" ? ", for=192.0.2.1" : ", 192.0.2.1";
  const auto behind = client_address(appended, peer, proxies);
  check(behind == peer || behind == *IpAddress::parse("192.0.2.1"), "a client cannot be another");
}

}  // namespace tenure::fuzz
