// Signing an act with a key file. One thread.
#pragma once

#include <string>
#include <string_view>

#include "domain/core/calendar.h"
#include "domain/core/value.h"
#include "storage/evidence/ed25519.h"
#include "storage/evidence/envelope.h"
#include "storage/keys/key_file.h"

namespace tenure {

/// The key in the file; asks for its passphrase where it has one and no file with it is given.
Result<SecretKey> load_signing_key(const std::string& path, const std::string& passphrase_file);

/// Base64url of the public key: how acts and envelopes name it.
std::string key_id_of(const PublicKey& key);

/// Adds the key's signature. key_twice when it has signed already.
Result<void> add_signature(Envelope& envelope, const SecretKey& key);

/// What makes a genesis act unlike any other.
std::string random_nonce();
/// A ULID of `now`.
ActId new_act_id(Moment now);

}  // namespace tenure
