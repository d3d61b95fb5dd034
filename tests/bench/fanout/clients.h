// Many WebSocket clients on one thread: they count frames.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tenure::bench {

class Clients {
 public:
  /// Connects them all; each says `first` once it is connected, unless that is empty. Throws on a failure.
  Clients(std::uint16_t port, std::size_t count, const std::string& first);
  ~Clients();
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;

  /// Reads until every client has had `frames` frames in all. Gives for each how long that took, in seconds,
  /// in ascending order; throws when a connection ends or nothing comes any more.
  std::vector<double> await(std::size_t frames);

 private:
  struct Client {
    int socket = -1;
    std::size_t frames = 0;
    std::size_t skip = 0;  ///< bytes of the present frame that are still to come
    std::string head;      ///< of the next frame, as far as it came
  };

  void connect(Client& client, std::uint16_t port, const std::string& first);
  static void count(Client& client, const char* bytes, std::size_t size);

  int poll_ = -1;
  std::vector<Client> clients_;
};

}  // namespace tenure::bench
