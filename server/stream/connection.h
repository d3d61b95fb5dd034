// Where a connection that stopped speaking HTTP becomes a client of the feed.
#pragma once

namespace tenure {

class Hub;
struct Upgraded;

/// Does the handshake and serves the client until it goes; a refused handshake is answered and closed. Called
/// on the stream's strand, returns at once. The hub outlives the connection. The request's viewer counts when
/// it is known; otherwise the first message must bring a token.
void open_stream(Hub& hub, Upgraded&& upgraded);

}  // namespace tenure
