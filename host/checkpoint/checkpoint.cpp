#include "host/checkpoint/checkpoint.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "host/checkpoint/background.h"
#include "host/checkpoint/hold_alone.h"
#include "host/cluster/cluster.h"
#include "host/support/bytes.h"
#include "host/support/error.h"
#include "host/support/parallel.h"
#include "host/support/sha256.h"

namespace peregrine {
namespace {

using Clock = std::chrono::steady_clock;
using Blocks = std::vector<std::int64_t>;

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

std::int64_t now() {
  return static_cast<std::int64_t>(std::time(nullptr));
}

// Of this process alone, whatever other processes wrote or will write to the folder.
std::string own_token() {
  const auto ticks = std::chrono::system_clock::now().time_since_epoch().count();
  constexpr std::size_t digits = 16;
  return sha256_of(fmt::format("{} {} {}", host_name(), getpid(), ticks)).substr(0, digits);
}

// The blocks that any rank names, on rank 0. Collective.
std::set<std::int64_t> gather_blocks(const Blocks& ascending) {
  std::set<std::int64_t> all;
  for (const std::string& text : gather_texts(ranges_as_text(ascending))) {
    const Blocks blocks = ranges_of_text(text);
    all.insert(blocks.begin(), blocks.end());
  }
  return all;
}

// `blocks` of rank 0 on all ranks. Collective.
Blocks broadcast_blocks(const std::set<std::int64_t>& blocks) {
  std::string text = ranges_as_text(Blocks(blocks.begin(), blocks.end()));
  broadcast(text);
  return ranges_of_text(text);
}

// A part that stayed would be chosen again next time, in place of those that replace it.
void set_aside(const PartFolder& folder, const std::string& name, const std::string& problem) {
  spdlog::warn("{}/{}: {}; what is in it is computed again", folder.path(), name, problem);
  folder.set_aside(name);
}

bool is_part(const std::string& name) {
  return name.ends_with(".part");
}

}  // namespace

struct Checkpoint::State {
  Plan plan;
  std::string run;  // identity
  std::optional<PartFolder> folder;
  std::vector<BlockTask> tasks;
  std::int64_t done_before = 0;
  bool complete = false;  // by another process

  std::string token = own_token();
  int written = 0;                  // parts of statistics, by this process
  std::set<std::int64_t> own;       // blocks in the statistics of this rank
  std::vector<std::string> former;  // parts that the next one replaces
  std::int64_t since_last = 0;      // blocks
  Pace pace;
  Clock::time_point last_end = Clock::now();

  std::optional<PartOutput> rows;  // of the block under way; the writer's alone
  BackgroundWriter writer;

  explicit State(const Plan& of) : plan(of), run(of.identity.hash()) {}

  void open_on_root();
  void open_elsewhere();
  std::set<std::int64_t> restore_statistics(const Restore& restore);
  std::set<std::int64_t> check_rows();
  bool has_sound_rows(std::int64_t block) const;
  void plan_tasks(const std::set<std::int64_t>& with_statistics,
                  const std::set<std::int64_t>& with_rows);
  bool is_kept(std::int64_t block) const { return block < plan.kept_blocks; }
  PartHeader header(const std::string& kind, Blocks blocks) const {
    PartHeader made;
    made.kind = kind;
    made.run = run;
    made.blocks = std::move(blocks);
    made.rank = world_rank();
    made.host = host_name();
    made.written_at = now();
    return made;
  }
};

void Checkpoint::State::open_on_root() {
  const std::string path = parts_folder(plan.output);
  hold_alone(folder, path);
  try {
    complete = plan.is_complete && plan.is_complete();
  } catch (...) {
    // Made by this run, which does not begin.
    if (std::ranges::none_of(folder->names(), is_part)) folder->remove_all();
    throw;
  }
  if (complete) {
    folder->remove_all();
    return;
  }
  const std::vector<std::string> names = folder->names();
  // Without a part there is nothing that could get lost.
  const bool unfinished_run = std::ranges::any_of(names, is_part);
  if (unfinished_run && plan.begin == Begin::anew) {
    throw UsageError(
        fmt::format("{} holds an unfinished run of this output: --resume goes on with it, "
                    "--restart removes it and begins anew",
                    path));
  }
  if (unfinished_run && plan.begin == Begin::or_resume) {
    check_same_run(path, read_record(*folder).identity, plan.identity);
  }
  for (const std::string& name : names) {
    // Left by processes that were killed.
    const bool half_written = name.find(unfinished_suffix) != std::string::npos;
    if (half_written || (is_part(name) && plan.begin == Begin::or_restart)) folder->remove(name);
  }
  RunRecord record;
  record.identity = plan.identity;
  record.first_block = plan.first_block;
  record.blocks = plan.blocks;
  record.started_at = now();
  record.ranks = world_size();
  record.blocks_at_start = plan.first_block;
  for (const ChosenPart& part : choose_statistics(*folder, run)) {
    record.blocks_at_start += static_cast<std::int64_t>(part.header.blocks.size());
  }
  write_record(*folder, record);
  folder->hold(RunLock::Against::exclusive_holders, longest_wait);
}

void Checkpoint::State::open_elsewhere() {
  const std::string path = parts_folder(plan.output);
  if (!PartFolder::exists(path)) {
    throw OutputError(
        fmt::format("{}: rank {} on {} does not see this folder, which rank 0 has made (all ranks "
                    "need the same file system: choose another file with -o)",
                    path, world_rank(), host_name()));
  }
  folder.emplace(path, false);
  folder->hold(RunLock::Against::exclusive_holders, longest_wait);
}

std::set<std::int64_t> Checkpoint::State::restore_statistics(const Restore& restore) {
  std::string list;
  if (world_rank() == 0) {
    for (const ChosenPart& part : choose_statistics(*folder, run)) list += part.name + "\n";
  }
  broadcast(list);
  int turn = 0;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = list.find('\n', begin);
    const std::string name = list.substr(begin, end - begin);
    begin = end + 1;
    if (turn++ % world_size() != world_rank()) continue;
    try {
      PartHeader of;
      std::vector<std::byte> payload = folder->read_part(name, of);
      if (of.run != run || of.kind != "statistics") throw BadPart("it is a part of another run");
      if (!of.blocks.empty() && of.blocks.back() >= plan.blocks) {
        throw BadPart("it has blocks that the run has not");
      }
      restore(std::move(payload));
      own.insert(of.blocks.begin(), of.blocks.end());
      former.push_back(name);
    } catch (const BadPart& bad) {
      set_aside(*folder, name, bad.what());
    } catch (const MalformedBytes& malformed) {
      // Sound, but half of it may have been added: there is no going on.
      throw InputError({{folder->path() + "/" + name, 0, "", "",
                         fmt::format("is not what this program writes: {}", malformed.what()),
                         "resume with the release that began the run, or begin anew with "
                         "--restart"}});
    }
  }
  return gather_blocks(Blocks(own.begin(), own.end()));
}

std::set<std::int64_t> Checkpoint::State::check_rows() {
  std::string list;
  if (world_rank() == 0) {
    std::set<std::int64_t> there;
    const std::vector<std::string> all = folder->names();
    const std::set<std::string> names(all.begin(), all.end());
    for (std::int64_t block = 0; block < plan.kept_blocks; ++block) {
      if (names.contains(rows_name(block))) there.insert(block);
    }
    list = ranges_as_text(Blocks(there.begin(), there.end()));
  }
  broadcast(list);
  Blocks own_share;
  for (const std::int64_t block : ranges_of_text(list)) {
    if (block % world_size() == world_rank()) own_share.push_back(block);
  }
  std::vector<char> is_sound(own_share.size());
  parallel_ranges(static_cast<std::int64_t>(own_share.size()), plan.threads,
                  [&](std::int64_t begin, std::int64_t end) {
                    for (auto at = static_cast<std::size_t>(begin);
                         at < static_cast<std::size_t>(end); ++at) {
                      is_sound[at] = has_sound_rows(own_share[at]) ? 1 : 0;
                    }
                  });
  Blocks sound;
  for (std::size_t at = 0; at < own_share.size(); ++at) {
    if (is_sound[at] != 0) sound.push_back(own_share[at]);
  }
  return gather_blocks(sound);
}

bool Checkpoint::State::has_sound_rows(std::int64_t block) const {
  try {
    PartInput part(*folder, rows_name(block));
    const PartHeader& of = part.header();
    part.finish();
    if (of.run != run || of.kind != "rows" || of.blocks != Blocks{block}) {
      throw BadPart("it is a part of another run");
    }
    return true;
  } catch (const BadPart& bad) {
    set_aside(*folder, rows_name(block), bad.what());
    return false;
  }
}

void Checkpoint::State::plan_tasks(const std::set<std::int64_t>& with_statistics,
                                   const std::set<std::int64_t>& with_rows) {
  const Blocks statistics = broadcast_blocks(with_statistics);
  const Blocks sound_rows = broadcast_blocks(with_rows);
  for (std::int64_t block = plan.first_block; block < plan.blocks; ++block) {
    BlockTask task = {block, !std::ranges::binary_search(statistics, block),
                      is_kept(block) && !std::ranges::binary_search(sound_rows, block)};
    if (task.statistics || task.rows) tasks.push_back(task);
  }
  done_before = plan.blocks - static_cast<std::int64_t>(tasks.size());
}

Checkpoint::Checkpoint(const Plan& plan, const Restore& restore)
    : state_(std::make_unique<State>(plan)) {
  if (world_rank() == 0) state_->open_on_root();
  std::int64_t complete = state_->complete ? 1 : 0;
  broadcast(complete);
  state_->complete = complete != 0;
  if (state_->complete) return;
  if (world_rank() != 0) state_->open_elsewhere();
  const std::set<std::int64_t> with_statistics = state_->restore_statistics(restore);
  state_->plan_tasks(with_statistics, state_->check_rows());
}

Checkpoint::~Checkpoint() = default;

bool Checkpoint::found_complete() const {
  return state_->complete;
}

const std::vector<BlockTask>& Checkpoint::tasks() const {
  return state_->tasks;
}

std::int64_t Checkpoint::blocks_done() const {
  return state_->done_before;
}

void Checkpoint::add_rows(std::int64_t block, std::vector<std::byte> rows) {
  State& state = *state_;
  state.writer.submit(
      [&state, block, header = state.header("rows", {block}), bytes = std::move(rows)] {
        if (!state.rows) state.rows.emplace(*state.folder, rows_name(block), header);
        const std::uint64_t size = bytes.size();
        state.rows->append(std::as_bytes(std::span(&size, 1)));
        state.rows->append(bytes);
      });
}

void Checkpoint::finish_rows() {
  State& state = *state_;
  state.writer.submit([&state] {
    state.rows->finish();
    state.rows.reset();
  });
}

void Checkpoint::add_statistics(std::int64_t block) {
  state_->own.insert(block);
  ++state_->since_last;
}

bool Checkpoint::due(const std::function<StoreCost()>& expected) {
  State& state = *state_;
  if (state.since_last == 0 || state.plan.every < 0) return false;
  if (state.plan.every > 0) return state.since_last >= state.plan.every;
  if (state.writer.busy()) return false;
  return state.pace.due(seconds_between(state.last_end, Clock::now()), expected);
}

void Checkpoint::write_statistics(const std::function<std::vector<std::byte>()>& store) {
  State& state = *state_;
  if (state.since_last == 0 || state.plan.every < 0) return;
  const Clock::time_point begin = Clock::now();
  const PartHeader header = state.header("statistics", Blocks(state.own.begin(), state.own.end()));
  const std::string name = fmt::format("statistics-{}-{}.part", state.token, state.written++);
  std::vector<std::string> former = std::exchange(state.former, {name});
  // After the rows of the same blocks, so that none is taken for finished whose rows are missing.
  state.writer.submit([&state, name, header, payload = store(), former = std::move(former)] {
    const Clock::time_point start = Clock::now();
    state.folder->write_part(name, header, payload);
    state.pace.written(seconds_between(start, Clock::now()));
    for (const std::string& old : former) state.folder->remove(old);
  });
  state.since_last = 0;
  state.last_end = Clock::now();
  state.pace.stored(seconds_between(begin, state.last_end));
}

void Checkpoint::flush() {
  state_->writer.wait();
}

RowsReader Checkpoint::rows() const {
  return {*state_->folder, state_->run, state_->plan.kept_blocks};
}

double Checkpoint::seconds_stored() const {
  return state_->pace.seconds_stored();
}

double Checkpoint::seconds_written() const {
  return state_->pace.seconds_written();
}

std::string Checkpoint::unfinished_file() const {
  return fmt::format("{}/ensemble.h5{}{}", state_->folder->path(), unfinished_suffix, getpid());
}

void Checkpoint::remove() {
  state_->folder->remove_all();
}

}  // namespace peregrine
