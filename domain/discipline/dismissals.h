// Which decisions take an office away, by the words of the sanctions, the case outcomes and the reasons of
// departures. (LAW-10)
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure {

/// What a decision takes away: the post that it names, or all of its organisation where it names none; all
/// posts in the party; every office.
enum class Loss : std::uint8_t { post, party_posts, every_office };

/// Nothing of a word that leaves people in office. A recommendation, a persuasion and a demotion do: what
/// they lead to is a decision, or an end, of its own. Who is on probation within the party or expelled loses
/// their posts in it, not those to which villagers elected them; who is sentenced, or discharged, loses them
/// all.
std::optional<Loss> loss_by(std::string_view word);

/// Posts that only the party gives.
bool is_party_post(std::string_view post);

}  // namespace tenure
