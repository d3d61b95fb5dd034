#include "server/sequencer/read_ahead.h"

#include "domain/describe/read.h"

namespace tenure {
namespace {

Result<ReadAct> parse_record(LogRecord&& record) {
  record.payload.reserve(record.payload.size() + simdjson::SIMDJSON_PADDING);
  ParsedAct parsed = parse_act(record.payload);
  if (parsed.shape)
    return refuse(Reason::damaged, "act " + std::to_string(record.index), parsed.shape->text());
  auto verdict = read_json<Verdict>(record.verdict);
  if (!verdict)
    return refuse(Reason::damaged, "verdict " + std::to_string(record.index), verdict.error().text());
  return ReadAct{record.index, record.recorded_at, std::move(record.authority), std::move(parsed.act),
                 std::move(*verdict)};
}

}  // namespace

ReadAhead::ReadAhead(const LogStore& log, std::uint64_t from, std::uint64_t until)
    : log_(log), until_(until) {
  begin(from);
}

void ReadAhead::begin(std::uint64_t from) {
  if (from < until_)
    coming_ = std::async(std::launch::async, &ReadAhead::read, std::cref(log_), from, until_);
}

Result<std::vector<ReadAct>> ReadAhead::next() {
  if (!coming_.valid()) return std::vector<ReadAct>();
  auto batch = coming_.get();
  if (batch && !batch->empty()) begin(batch->back().index + 1);
  return batch;
}

Result<std::vector<ReadAct>> ReadAhead::read(const LogStore& log, std::uint64_t from, std::uint64_t until) {
  std::vector<ReadAct> out;
  std::size_t events = 0;
  std::size_t bytes = 0;
  auto done = log.read(from, until, [&](LogRecord&& record) -> Result<bool> {
    bytes += record.payload.size();
    auto act = parse_record(std::move(record));
    if (!act) return tl::unexpected(act.error());
    events += act->act.events.size();
    out.push_back(std::move(*act));
    return events < kBatchEvents && bytes < kBatchBytes;
  });
  if (!done) return tl::unexpected(done.error());
  return out;
}

}  // namespace tenure
