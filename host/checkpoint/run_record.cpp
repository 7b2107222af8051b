#include "host/checkpoint/run_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "host/store/ensemble_reader.h"
#include "host/support/error.h"
#include "host/support/sha256.h"
#include "host/support/toml_keys.h"

namespace peregrine {
namespace {

constexpr const char* record_name = "run.json";
// Of the record and of the parts beside it. 2: rows get the fill value of the first year when they
// are written into the file.
constexpr int record_format = 2;
// A scenario's text and little else.
constexpr std::uint64_t most_record_bytes = std::uint64_t{1} << 22;

struct OtherRelease {
  int format;
};

RunRecord record_of(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text);
  const int format = json.at("format").get<int>();
  if (format != record_format) throw OtherRelease{format};
  RunRecord record;
  record.identity.model_version = json.at("model_version").get<std::string>();
  record.identity.inputs_sha256 = json.at("inputs_sha256").get<std::string>();
  record.identity.seed = json.at("seed").get<std::uint64_t>();
  record.identity.draws = json.at("draws").get<std::int64_t>();
  record.identity.kept = json.at("kept").get<std::int64_t>();
  record.identity.from_draw = json.at("from_draw").get<std::int64_t>();
  record.identity.scenario_toml = json.at("scenario_toml").get<std::string>();
  record.first_block = json.at("first_block").get<std::int64_t>();
  record.blocks = json.at("blocks").get<std::int64_t>();
  record.started_at = json.at("started_at").get<std::int64_t>();
  record.ranks = json.at("ranks").get<int>();
  record.blocks_at_start = json.at("blocks_at_start").get<std::int64_t>();
  return record;
}

void finish_status(const PartFolder& folder, RunStatus& status) {
  status.record = read_record(folder);
  status.latest_sign = status.record.started_at;
  status.blocks_done = status.record.first_block;
  for (const ChosenPart& part : choose_statistics(folder, status.record.identity.hash())) {
    status.blocks_done += static_cast<std::int64_t>(part.header.blocks.size());
    status.latest_sign = std::max(status.latest_sign, part.header.written_at);
  }
  const auto since = static_cast<double>(status.latest_sign - status.record.started_at);
  const std::int64_t blocks = status.blocks_done - status.record.blocks_at_start;
  if (since <= 0.0 || blocks <= 0) return;
  status.blocks_per_second = static_cast<double>(blocks) / since;
  status.seconds_left =
      static_cast<double>(status.record.blocks - status.blocks_done) / status.blocks_per_second;
}

}  // namespace

std::string RunIdentity::hash() const {
  // Where the user's own months lie changes no draw; what is in them has a key of its own.
  std::string scenario = scenario_toml;
  const std::size_t line = scenario.find("\nobserved = ");
  if (line != std::string::npos) scenario.erase(line, scenario.find('\n', line + 1) - line);
  return sha256_of(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", model_version, inputs_sha256, seed,
                               draws, kept, from_draw, scenario));
}

std::string parts_folder(const std::string& output) {
  return output + ".parts";
}

void write_record(const PartFolder& folder, const RunRecord& record) {
  const RunIdentity& identity = record.identity;
  const nlohmann::json json = {{"format", record_format},
                               {"model_version", identity.model_version},
                               {"inputs_sha256", identity.inputs_sha256},
                               {"seed", identity.seed},
                               {"draws", identity.draws},
                               {"kept", identity.kept},
                               {"from_draw", identity.from_draw},
                               {"scenario_toml", identity.scenario_toml},
                               {"first_block", record.first_block},
                               {"blocks", record.blocks},
                               {"started_at", record.started_at},
                               {"ranks", record.ranks},
                               {"blocks_at_start", record.blocks_at_start}};
  const std::string text = json.dump(1) + "\n";
  folder.write(record_name, std::as_bytes(std::span(text)));
}

RunRecord read_record(const PartFolder& folder) {
  const std::string path = folder.path() + "/" + record_name;
  const auto refuse = [&path](const std::string& problem) {
    throw InputError(
        {{path, 0, "", "", problem, "if the run is not wanted any more, run with --restart"}});
  };
  try {
    const std::vector<std::byte> bytes = folder.read(record_name, most_record_bytes);
    return record_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  } catch (const BadPart& bad) {
    refuse(fmt::format("does not say which run this is: {}", bad.what()));
  } catch (const OtherRelease& other) {
    refuse(fmt::format("is of format {}, another release's; this program goes on from format {}",
                       other.format, record_format));
  } catch (const nlohmann::json::exception&) {
    refuse("does not say which run this is: it is not what a run writes");
  }
  return {};
}

void check_same_run(const std::string& folder, const RunIdentity& there, const RunIdentity& asked,
                    const std::string& anew) {
  std::vector<Problem> problems;
  const auto compare = [&](const std::string& key, const std::string& then, const std::string& now,
                           const std::string& remedy) {
    if (then == now) return;
    problems.push_back(
        {folder, 0, key, now, fmt::format("is not that of the run there, {}", then), remedy});
  };
  const std::string as_then = fmt::format("give the same, or begin anew with {}", anew);
  compare("model version", there.model_version, asked.model_version,
          fmt::format("take the program that began it, or begin anew with {}", anew));
  compare("inputs_sha256", there.inputs_sha256, asked.inputs_sha256,
          fmt::format("take the inputs that it began with, or begin anew with {}", anew));
  const std::vector<ChangedKey> keys = changed_keys(there.scenario_toml, asked.scenario_toml);
  for (const ChangedKey& change : keys) compare(change.key, change.in_a, change.in_b, as_then);
  if (problems.empty() && there.hash() != asked.hash()) {
    compare("seed", fmt::format("{}", there.seed), fmt::format("{}", asked.seed), as_then);
    compare("draws", fmt::format("{}", there.draws), fmt::format("{}", asked.draws), as_then);
    compare("keep", fmt::format("{}", there.kept), fmt::format("{}", asked.kept), as_then);
    compare("first draw simulated", fmt::format("{}", there.from_draw),
            fmt::format("{}", asked.from_draw), as_then);
    compare("scenario", there.scenario_toml, asked.scenario_toml, as_then);
  }
  if (!problems.empty()) throw InputError(problems);
}

std::vector<ChosenPart> choose_statistics(const PartFolder& folder, const std::string& run) {
  std::vector<ChosenPart> found;
  for (const std::string& name : folder.names()) {
    if (!name.starts_with("statistics-") || !name.ends_with(".part")) continue;
    try {
      PartHeader header = folder.read_header(name);
      if (header.kind == "statistics" && header.run == run) found.push_back({name, header});
    } catch (const BadPart&) {
      // Its blocks count as not done.
    }
  }
  // A rank's newer part holds all of its older one, and both are there for a moment.
  std::ranges::stable_sort(found, [](const ChosenPart& a, const ChosenPart& b) {
    return a.header.blocks.size() > b.header.blocks.size();
  });
  std::set<std::int64_t> taken;
  std::vector<ChosenPart> chosen;
  for (ChosenPart& part : found) {
    const auto is_taken = [&taken](std::int64_t block) { return taken.contains(block); };
    if (std::ranges::any_of(part.header.blocks, is_taken)) continue;
    taken.insert(part.header.blocks.begin(), part.header.blocks.end());
    chosen.push_back(std::move(part));
  }
  return chosen;
}

RunStatus run_status(const std::string& output) {
  RunStatus status;
  const std::string folder = parts_folder(output);
  if (PartFolder::exists(folder)) {
    const PartFolder parts(folder, false);
    status.life = parts.state();
    status.owner = parts.owner();
    finish_status(parts, status);
    return status;
  }
  // Throws where there is no file, or one that is not an ensemble.
  const EnsembleReader reader(output);
  status.complete = true;
  status.record.identity.draws = reader.header().draws;
  return status;
}

}  // namespace peregrine
