// An act in words, before it is signed: whose it is, and of each event who, what, since when, how much. One
// thread.
#pragma once

#include "ops/commands/source.h"
#include "server/sequencer/submission.h"

namespace tenure {

/// A submission document, or a draft as the server shows it, which holds one as `submission`.
Result<Submission> read_submission(const std::string& text);

/// Prints it for who looks on (nothing under --json). Sealed values that go with it are shown: who signs has
/// to see them. Refuses what the ledger could not read.
Result<void> show_act(const Submission& submission, Wording& wording, const Console& console);

/// Knows the words of the house, and no names but those that it is told.
Wording wording_without_source(const Console& console);

}  // namespace tenure
