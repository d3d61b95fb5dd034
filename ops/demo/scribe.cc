#include "ops/demo/scribe.h"

#include <algorithm>

#include "domain/describe/write.h"
#include "ops/commands/signing.h"

namespace tenure::demo {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kDayUs = 86'400 * kSecondUs;
constexpr std::int64_t kMorningUs = 1'800 * kSecondUs;  ///< 08:30 in China
constexpr std::int64_t kBetweenActsUs = 11 * kSecondUs;
constexpr std::int64_t kMillisecondUs = 1'000;

}  // namespace

void Scribe::go_to(Date day) { now_.us = std::max(now_.us, day.days * kDayUs + kMorningUs); }

void Scribe::settle() {
  const auto settled = outbox_.settle();
  if (!settled && !failure_) failure_ = settled.error();
}

std::string Scribe::salt() {
  const Digest digest =
      sha256(fmt::format("tenure demo salt/{}/{}/{}", options_.seed, options_.name, salts_++));
  return std::string(as_view(digest.view()));
}

ActId Scribe::next_act_id() {
  const Digest digest = sha256(fmt::format("tenure demo act/{}/{}/{}", options_.seed, options_.name, acts_));
  std::array<std::byte, 10> random;
  std::copy_n(digest.bytes.begin(), random.size(), random.begin());
  return ActId::make(static_cast<std::uint64_t>(now_.us / kMillisecondUs), random);
}

void Scribe::send(std::string payload, const std::vector<std::string>& signing,
                  std::vector<SealedInput> sealed, std::size_t events) {
  if (failure_) return;
  Submission submission;
  submission.envelope.payload_type = kActPayloadType;
  submission.envelope.payload = std::move(payload);
  submission.sealed = std::move(sealed);
  for (const std::string& org : signing) {
    if (auto done = add_signature(submission.envelope, keys_.of(org)); !done) {
      failure_ = done.error();
      return;
    }
  }
  const auto index = outbox_.hand_in(std::move(submission), options_.next_index);
  if (!index) {
    failure_ = index.error();
    return;
  }
  options_.next_index = *index + 1;
  now_.us += kBetweenActsUs;
  ++acts_;
  events_ += events;
}

void Draft::transcribe(const std::string& issuer, const std::string& transcriber) {
  provenance_ =
      fmt::format(R"("provenance":{{"kind":"transcribed","source_digest":"sha256:{}","original_issuer":{},)"
                  R"("transcriber":"{}"}},)",
                  sha256(issuer + authority_).hex(), json_string(issuer), transcriber);
}

void Draft::classify(std::string_view klass) { class_ = fmt::format(R"("class":"{}",)", klass); }

std::string Draft::seal(std::string_view path, std::string_view value) {
  const std::string salt = scribe_.salt();
  SealedInput input;
  input.commitment = Commitment::make(as_bytes(salt), path, value);
  input.salt = {to_base64url(as_bytes(salt))};
  input.value = {std::string(value)};
  sealed_.push_back(std::move(input));
  return sealed_.back().commitment.str();
}

void Draft::begin(Date on, std::string_view type) {
  if (count_ > 0) events_ += ',';
  fmt::format_to(std::back_inserter(events_), R"({{"type":"{}","on":"{}","data":{{)", type, on.str());
}

/// A sealed value is made before its event: a full act goes out behind an event, never between the two.
Position Draft::end() {
  events_ += "}}";
  const Position at{scribe_.next_index(), count_++};
  if (count_ == kEventsAnAct || events_.size() >= kBytesAnAct) send();
  return at;
}

std::string Draft::payload() const {
  const std::string number =
      document_no_.empty() ? std::string() : fmt::format(R"("document_no":{},)", json_string(document_no_));
  return fmt::format(R"({{"act":"{}","ledger":{},"authority":"{}","issued_at":"{}",{}{}{}"events":[{}]}})",
                     scribe_.next_act_id().str(), json_string(scribe_.options_.ledger_id), authority_,
                     scribe_.now().str(), number, class_, provenance_, events_);
}

void Draft::send() {
  if (count_ == 0) return;
  std::vector<std::string> signing{authority_};
  signing.insert(signing.end(), co_signers_.begin(), co_signers_.end());
  scribe_.send(payload(), signing, std::exchange(sealed_, {}), std::exchange(count_, 0));
  events_.clear();
}

}  // namespace tenure::demo
