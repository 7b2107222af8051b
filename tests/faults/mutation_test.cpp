// Ensemble files that were altered at random, against all that reads them.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <random>

#include "host/report/compare/compare.h"
#include "host/report/compare/unpaired.h"
#include "host/report/info.h"
#include "host/report/page/view.h"
#include "host/report/summary.h"
#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "host/support/error.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::bytes_of;
using sample::TemporaryFolder;
using sample::write_bytes;

constexpr int mutations = 1000;
constexpr int mutations_a_process = 50;
constexpr unsigned seconds_a_process = 300;
// What reading may take beside what the process has: far more than such a file, far less than a
// size that a mutation makes up.
constexpr rlim_t most_memory = rlim_t{256} << 20;

std::string sound_file(const TemporaryFolder& folder) {
  const EnsembleHeader header = sample::header();
  EnsembleWriter writer(folder.file("sound.h5"), header);
  sample::write_results(writer, extents_of(header));
  const std::vector<std::byte> statistics(3000, std::byte{7});
  writer.write_mergeable(statistics);
  writer.finish();
  return folder.file("sound.h5");
}

std::string mutated(std::string bytes, std::mt19937_64& random) {
  const auto place = [&] { return static_cast<std::size_t>(random() % bytes.size()); };
  // The beginning holds what describes the rest.
  const auto early = [&] { return std::min<std::size_t>(random() % 4096, bytes.size() - 9); };
  constexpr std::uint64_t extremes[] = {
      0, 1, 0xff, 0x7fffffff, 0xffffffff, UINT64_MAX, UINT64_MAX / 2, std::uint64_t{1} << 40};
  switch (random() % 6) {
    case 0: {
      const std::size_t at = place();
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
      break;
    }
    case 1:
      bytes[early()] = static_cast<char>(random());
      break;
    case 2: {
      const std::uint64_t value = extremes[random() % std::size(extremes)];
      bytes.replace(early(), sizeof value, reinterpret_cast<const char*>(&value), sizeof value);
      break;
    }
    case 3: {
      const std::uint64_t value = extremes[random() % std::size(extremes)];
      const std::size_t at = std::min(place(), bytes.size() - sizeof value);
      bytes.replace(at, sizeof value, reinterpret_cast<const char*>(&value), sizeof value);
      break;
    }
    case 4:
      bytes.resize(place() + 1);
      break;
    default: {
      const std::size_t length = std::min<std::size_t>(1 + random() % 600, bytes.size() / 2);
      const std::size_t from = random() % (bytes.size() - length);
      const std::size_t to = random() % (bytes.size() - length);
      const std::string some = bytes.substr(from, length);
      bytes.replace(to, length, some);
      break;
    }
  }
  return bytes;
}

// Whether reading ends as it should: with a result, or with the error of a bad input.
template <typename Read>
bool ends_well(const char* what, const Read& read) {
  try {
    read();
    return true;
  } catch (const InputError&) {
    return true;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", what, error.what());
    return false;
  }
}

// Without the figures before the forecast, which take longer to read than the file.
std::string page_of_file(const std::string& file) {
  const EnsembleReader reader(file);
  return page_of({reader, std::nullopt, nullptr, {}});
}

// `first`: whether it is compared with the sound one, or that one with it.
bool all_end_well(const std::string& file, const std::string& sound, bool first) {
  const std::string& a = first ? file : sound;
  const std::string& b = first ? sound : file;
  bool well =
      ends_well("info", [&] { info_as_text(EnsembleReader(file, Accept::incomplete), 1e5); });
  well &= ends_well("summary", [&] { summary_as_text(summarize(EnsembleReader(file), {})); });
  well &= ends_well("report", [&] { page_of_file(file); });
  well &= ends_well("verify", [&] { verify_file(file); });
  well &= ends_well("compare", [&] { comparison_as_text(compare(open_comparable(a, b), {})); });
  CompareRequest variables;
  variables.all = true;
  well &= ends_well("compare --all",
                    [&] { comparison_as_text(compare(open_comparable(a, b), variables)); });
  well &= ends_well("compare --unpaired", [&] { unpaired_as_text(compare_unpaired(a, b, {})); });
  well &= ends_well("merge", [&] { EnsembleReader(file).mergeable(); });
  return well;
}

#if !defined(__SANITIZE_ADDRESS__)
void limit_memory() {
  long pages = 0;
  FILE* const file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%ld", &pages) != 1) return;
  std::fclose(file);
  const rlim_t most = static_cast<rlim_t>(pages) * static_cast<rlim_t>(getpagesize()) + most_memory;
  const rlimit limit = {most, most};
  setrlimit(RLIMIT_AS, &limit);
}
#else
// Its shadow is larger than any limit; it refuses sizes that make no sense by itself.
void limit_memory() {}
#endif

TEST(MutatedFiles, end_no_reader_in_a_crash_a_hang_or_a_great_allocation) {
  const TemporaryFolder folder;
  const std::string sound = sound_file(folder);
  const std::string bytes = bytes_of(sound);
  ASSERT_TRUE(all_end_well(sound, sound, true));
  for (int first = 0; first < mutations; first += mutations_a_process) {
    // In a process of its own: HDF5 keeps state, and a crash must not take the others along.
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      alarm(seconds_a_process);
      limit_memory();
      const std::string file = folder.file(fmt::format("mutated-{}.h5", first));
      int failed = 0;
      for (int number = first; number < first + mutations_a_process; ++number) {
        std::mt19937_64 random(static_cast<std::uint64_t>(number));
        write_bytes(file, mutated(bytes, random));
        if (all_end_well(file, sound, number % 2 == 0)) continue;
        fmt::print(stderr, "mutation {}\n", number);
        failed = 1;
      }
      _exit(failed);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0)
        << "mutations " << first << " and on: "
        << (WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status)) : "see above");
  }
}

}  // namespace
}  // namespace peregrine
