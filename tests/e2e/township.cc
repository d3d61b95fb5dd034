#include "tests/e2e/township.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <thread>

namespace tenure::testing {
namespace {

constexpr std::string_view kFirstMoment = "2024-06-01T00:00:00Z";
constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::array<std::string_view, 3> kPosts = {"director", "deputy", "accounts"};
constexpr std::size_t kPeopleAtOnceMax = 3;
constexpr std::size_t kDaysMax = 20;

const Date kFirstDay = Date::of(2024, 1, 10);

}  // namespace

Township::Township(Running& running, std::string org, const Signer& clerk, std::string ledger_id,
                   unsigned seed)
    : running_(running),
      org_(std::move(org)),
      clerk_(clerk),
      ledger_id_(std::move(ledger_id)),
      random_(seed),
      now_(*Moment::parse(kFirstMoment)) {}

void Township::work(std::size_t acts) {
  const std::size_t until = admitted_ + acts;
  while (admitted_ < until && failures_.empty()) step();
}

void Township::step() {
  if (villages_.size() < 2 || random_() % 40 == 0) return open_village();
  if (people_.size() < 4) return register_people();
  switch (below(10)) {
    case 0:
    case 1:
      return register_people();
    case 2:
    case 3:
    case 4:
      return appoint();
    case 5:
    case 6:
      return end_office();
    case 7:
      return take_back_an_end();
    case 8:
      return suspend_or_resume();
    default:
      return contradict();
  }
}

// Acts
// ---------------------------------------------------------------------------------------------------------

ActBuilder Township::act() {
  Act out;
  std::array<std::byte, 10> bytes;
  for (auto& byte : bytes) byte = static_cast<std::byte>(random_());
  now_.us += kSecondUs;
  out.id = ActId::make(static_cast<std::uint64_t>(now_.us / 1000), bytes);
  out.authority = {org_};
  out.issued_at = now_;
  out.ledger = ShortText{ledger_id_};
  return ActBuilder(std::move(out));
}

Answer Township::send(const std::string& body) {
  const auto until = std::chrono::steady_clock::now() + Running::kPatience;
  Answer answer;
  while (std::chrono::steady_clock::now() < until) {
    if (!client_) client_ = std::make_unique<HttpClient>(running_.port);
    answer = client_->post("/v1/acts", body);
    if (answer.status != 0 && answer.status != 503 && answer.whole) return answer;
    client_.reset();
    std::this_thread::sleep_for(Running::kPause);
  }
  return answer;
}

std::optional<std::uint64_t> Township::admit(const ActBuilder& act) {
  const Answer answer = send(to_json(sign(act.payload(), {&clerk_})));
  const std::size_t at = answer.body.find("\"index\":");
  if ((answer.status != 201 && answer.status != 200) || at == std::string::npos) {
    failures_.push_back(fmt::format("{} {}: {}", answer.status, answer.body, act.payload()));
    return std::nullopt;
  }
  ++admitted_;
  ++running_.acknowledged;
  events_ += act.act().events.size();
  return std::strtoull(answer.body.c_str() + at + 8, nullptr, 10);
}

void Township::open_village() {
  const std::string village = fmt::format("{}-v{}", org_, villages_.size());
  OrgRegistered registered;
  registered.org = {village};
  registered.name = {"村 " + village};
  registered.kind = {"village"};
  registered.parent = OrgId{org_};
  if (admit(act().add("2024-01-02", registered))) villages_.push_back(village);
}

/// One act may register several people and give the first of them an office.
void Township::register_people() {
  ActBuilder builder = act();
  std::map<std::string, ModelPerson> new_people;
  const std::string& village = villages_[below(villages_.size())];
  const std::size_t count = 1 + below(kPeopleAtOnceMax);
  for (std::size_t i = 0; i < count; ++i) {
    PersonRegistered registered;
    registered.person = {fmt::format("p-{}-{}", org_, people_.size() + i)};
    registered.org = {village};
    registered.name = {sealed_as("name", "姓名 " + registered.person.value)};
    builder.add(kFirstDay.str(), registered);
    new_people.emplace(registered.person.value, ModelPerson{village, kFirstDay, {}, false, {}});
  }
  if (random_() % 2 == 0) {
    auto& [id, person] = *new_people.begin();
    person.day = kFirstDay.plus_days(1);
    OfficeAssumed assumed;
    assumed.person = {id};
    assumed.org = {village};
    assumed.post = {"committee"};
    builder.add(person.day.str(), assumed);
    person.offices.push_back({village, "committee", person.day.str(), "", 0});
  }
  if (admit(builder)) people_.merge(new_people);
}

std::pair<const std::string, ModelPerson>* Township::somebody() {
  auto found = people_.begin();
  std::advance(found, static_cast<std::ptrdiff_t>(below(people_.size())));
  found->second.day = found->second.day.plus_days(1 + static_cast<int>(below(kDaysMax)));
  return &*found;
}

HeldOffice* Township::open_office(ModelPerson& person) {
  if (person.offices.empty() || !person.offices.back().until.empty()) return nullptr;
  return &person.offices.back();
}

/// A person holds one office at a time here, in any of the township's villages.
void Township::appoint() {
  auto& [id, person] = *somebody();
  if (open_office(person) != nullptr) return;
  const std::string& village = villages_[below(villages_.size())];
  ActBuilder builder = act();
  HeldOffice office{village, "", person.day.str(), "", 0};
  if (random_() % 2 == 0) {
    office.post = kSecretaryPost;
    SecretaryAppointed appointed;
    appointed.person = {id};
    appointed.org = {village};
    builder.add(office.from, appointed);
  } else {
    office.post = kPosts[below(kPosts.size())];
    OfficeAssumed assumed;
    assumed.person = {id};
    assumed.org = {village};
    assumed.post = {office.post};
    builder.add(office.from, assumed);
  }
  if (!admit(builder)) return;
  person.offices.push_back(std::move(office));
  person.last_end.reset();
}

void Township::end_office() {
  auto& [id, person] = *somebody();
  HeldOffice* office = open_office(person);
  if (office == nullptr || person.suspended) return;
  TenureEnded ended;
  ended.person = {id};
  ended.org = {office->org};
  ended.post = {office->post};
  ended.reason = {"reassignment"};
  const auto index = admit(act().add(person.day.str(), ended));
  if (!index) return;
  office->until = person.day.str();
  person.last_end = Position{*index, 0};
}

/// The end was recorded in error: the office goes on as if it had never ended.
void Township::take_back_an_end() {
  auto& [id, person] = *somebody();
  if (!person.last_end) return;
  CorrectionRecorded correction;
  correction.target = *person.last_end;
  correction.reason = {sealed_as("reason", "录入有误")};
  if (!admit(act().add(person.day.str(), std::move(correction)))) return;
  person.offices.back().until.clear();
  person.last_end.reset();
}

void Township::suspend_or_resume() {
  auto& [id, person] = *somebody();
  HeldOffice* office = open_office(person);
  if (office == nullptr) return;
  ActBuilder builder = act();
  if (person.suspended) {
    builder.add(person.day.str(), OfficeResumed{{id}, {office->org}, {office->post}});
  } else {
    builder.add(person.day.str(), OfficeSuspended{{id}, {office->org}, {office->post}, {"inquiry"}});
  }
  if (!admit(builder)) return;
  office->rests += person.suspended ? 0 : 1;
  person.suspended = !person.suspended;
}

/// Ends an office that nobody holds: must be refused, and leaves nothing behind.
void Township::contradict() {
  auto& [id, person] = *somebody();
  TenureEnded ended;
  ended.person = {id};
  ended.org = {villages_.front()};
  ended.post = {"harbour_master"};
  ended.reason = {"reassignment"};
  const Answer answer = send(to_json(sign(act().add(person.day.str(), ended).payload(), {&clerk_})));
  if (answer.status != 409) {
    failures_.push_back(fmt::format("{} instead of a refusal: {}", answer.status, answer.body));
  }
}

// The model
// ---------------------------------------------------------------------------------------------------------

/// ISO dates compare as text.
Roster Township::roster_on(Date day) const {
  const std::string today = day.str();
  Roster out;
  for (const auto& [id, person] : people_) {
    out[{person.org, id}];
    for (const HeldOffice& office : person.offices) {
      if (today < office.from) continue;  // who comes later is not of the organisation yet
      auto& posts = out[{office.org, id}];
      const bool held = office.until.empty() || today < office.until;
      if (held) posts.insert(office.post);
    }
  }
  return out;
}

}  // namespace tenure::testing
