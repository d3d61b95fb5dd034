// `tenure replay --from --until --speed`: a past stretch played on the terminal, by the clock of the record.
#pragma once

#include "ops/commands/source.h"

namespace tenure {

/// Seconds of the record a second, where none is given: a week.
inline constexpr std::int64_t kPlaySpeed = std::int64_t{7} * 24 * 3600;

struct PlayOptions {
  std::string from;   ///< a day or a moment; empty: nothing is played
  std::string until;  ///< the same; empty: now
  std::int64_t speed = kPlaySpeed;
  std::string topic = "events";
  std::string subject;
  std::string name;
  std::string org;
};

void add_play_options(CLI::App& command, PlayOptions& options);

Result<Exit> play(Source& source, const PlayOptions& options, Console& console);

}  // namespace tenure
