#include "host/support/processors.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

namespace peregrine {
namespace {

// Where a hierarchy of control groups is mounted, and which of its groups is the uppermost there.
struct GroupMount {
  std::string place;
  std::string top;
  bool unified = false;  // version 2
};

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::string_view first = list.substr(0, list.find(','));
    if (first == word) return true;
    list.remove_prefix(std::min(first.size() + 1, list.size()));
  }
  return false;
}

// Lines are "36 35 98:0 /top /place options tags... - type source more,options" (proc(5)).
std::vector<GroupMount> group_mounts(const std::string& root) {
  std::vector<GroupMount> mounts;
  std::ifstream lines(root + "/proc/self/mountinfo");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t separator = line.find(" - ");
    if (separator == std::string::npos) continue;
    std::istringstream front(line.substr(0, separator));
    std::istringstream back(line.substr(separator + 3));
    std::string ignored;
    std::string type;
    std::string options;
    GroupMount mount;
    front >> ignored >> ignored >> ignored >> mount.top >> mount.place;
    back >> type >> ignored >> options;
    mount.unified = type == "cgroup2";
    if (mount.unified || (type == "cgroup" && has_word(options, "cpu"))) mounts.push_back(mount);
  }
  return mounts;
}

// The group of this process in the hierarchy: "0::/path" of version 2, "4:cpu,cpuacct:/path" of 1.
std::string group_of(const std::string& root, bool unified) {
  std::ifstream lines(root + "/proc/self/cgroup");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string_view controllers =
        std::string_view(line).substr(first + 1, second - first - 1);
    if (unified ? controllers.empty() : has_word(controllers, "cpu"))
      return line.substr(second + 1);
  }
  return "/";
}

// CPUs of one group; 0 where it has no quota.
double quota_of(const std::string& folder, bool unified) {
  std::string quota;
  double period = 0.0;
  if (unified) {
    std::ifstream(folder + "/cpu.max") >> quota >> period;
  } else {
    std::ifstream(folder + "/cpu.cfs_quota_us") >> quota;
    std::ifstream(folder + "/cpu.cfs_period_us") >> period;
  }
  const double microseconds = std::strtod(quota.c_str(), nullptr);  // "max" and -1: none
  return microseconds > 0.0 && period > 0.0 ? microseconds / period : 0.0;
}

std::string cpus_in_words(double cpus) {
  return fmt::format("{:.3g} CPU{}", cpus, cpus == 1.0 ? "" : "s");
}

}  // namespace

double cpu_quota(const std::string& root) {
  double least = 0.0;
  for (const GroupMount& mount : group_mounts(root)) {
    std::string group = group_of(root, mount.unified);
    // Within a container the mount's top may be the container's own group.
    if (mount.top != "/" && group.starts_with(mount.top)) group.erase(0, mount.top.size());
    if (group == "/") group.clear();
    while (true) {
      const double quota = quota_of(root + mount.place + group, mount.unified);
      if (quota > 0.0) least = least > 0.0 ? std::min(least, quota) : quota;
      if (group.empty()) break;
      group.resize(std::min(group.size(), group.rfind('/')));
    }
  }
  return least;
}

int number_in_environment(const char* name) {
  const char* const text = std::getenv(name);
  if (text == nullptr) return 0;
  int number = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), number);
  const bool whole = error == std::errc() && (*end == '\0' || *end == ',');
  return whole ? std::max(number, 0) : 0;
}

ProcessorChoice choose_processors(const ProcessorFacts& facts) {
  if (facts.asked > 0) return {facts.asked, "as --threads says"};
  const int given = std::max(facts.given, 1);
  const int sharers = std::max(facts.sharers, 1);
  ProcessorChoice choice = {std::max(given / sharers, 1), "all CPUs that the process was given"};
  if (sharers > 1) {
    choice.why = fmt::format("{} that {} ranks share", cpus_in_words(given), sharers);
  }
  const auto limit = [&choice, given](int threads, const std::string& why) {
    if (threads >= choice.threads) return;
    choice = {threads, fmt::format("{}, of {} given", why, cpus_in_words(given))};
  };
  if (facts.quota > 0.0) {
    // A part of a CPU is worth a thread: the list of work is shared, so that a slow one delays
    // little.
    limit(std::max(static_cast<int>(std::ceil(facts.quota / std::max(facts.ranks_here, 1))), 1),
          fmt::format("its control group's quota is {}", cpus_in_words(facts.quota)));
  }
  if (facts.cpus_per_task > 0) {
    limit(facts.cpus_per_task, fmt::format("SLURM_CPUS_PER_TASK={}", facts.cpus_per_task));
  }
  if (facts.openmp_threads > 0) {
    limit(facts.openmp_threads, fmt::format("OMP_NUM_THREADS={}", facts.openmp_threads));
  }
  return choice;
}

}  // namespace peregrine
