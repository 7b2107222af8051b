// One content hash whatever the number of ranks and threads, the width of a tile and the device.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "host/store/content_hash.h"
#include "host/support/version.h"
#include "kernels/ensemble.h"
#include "tests/mpi/launch.h"

namespace peregrine::test {
namespace {

// As in tests/model/golden.sh: three blocks of draws, the last of them not full.
constexpr const char* golden_run = "--draws 2100 --to 2022 --keep 1500";

std::string golden_hash() {
  std::ifstream file(PEREGRINE_SOURCE_DIR "/tests/model/golden_hash.txt");
  for (std::string name, hash; file >> name >> hash;) {
    if (name == "reference_2100_draws_to_2022") return hash;
  }
  return "no golden hash";
}

struct Way {
  int ranks;
  int threads;
  int tile;
  std::string device;
};

bool is_built(const std::string& device) {
  const std::vector<std::string> built = built_devices();
  return std::find(built.begin(), built.end(), device) != built.end();
}

std::string hash_of(const Way& way) {
  const TemporaryFolder folder;
  const std::string arguments =
      fmt::format("run {} {} --threads {} --tile {} --device {} -o out.h5 -q", reference,
                  golden_run, way.threads, way.tile, way.device);
  const Launch result = launch(way.ranks == 1 ? fmt::format("{} {}", PEREGRINE_BINARY, arguments)
                                              : mpirun(ranks_of(way.ranks, arguments)),
                               folder);
  if (result.exit_code != 0) return fmt::format("exit {}: {}", result.exit_code, result.err);
  return EnsembleReader(folder.file("out.h5")).content_hash();
}

void expect_golden(const std::vector<Way>& ways) {
  for (const Way& way : ways) {
    if (!is_built(way.device) || (way.ranks > 1 && !has_mpirun())) continue;
    EXPECT_EQ(hash_of(way), golden_hash())
        << way.ranks << " ranks, " << way.threads << " threads, tiles of " << way.tile << ", "
        << way.device << " (tests/model/golden.sh prints new hashes after a change of the model)";
  }
}

// Every number of ranks and threads, every width and device at least once, and every width with
// more than one rank or device.
TEST(ContentHash, is_one_for_ranks_threads_tiles_and_devices) {
  expect_golden({{1, 1, 16, "serial"},
                 {1, 2, 1, "omp"},
                 {1, 2, 32, "tbb"},
                 {2, 1, 8, "omp"},
                 {2, 2, 16, "tbb"},
                 {3, 1, 32, "serial"},
                 {3, 2, 8, "tbb"},
                 {7, 1, 16, "omp"}});
}

TEST(ContentHash, is_one_for_the_full_product) {
  if (std::getenv("PEREGRINE_LONG_TESTS") == nullptr)
    GTEST_SKIP() << "PEREGRINE_LONG_TESTS not set";
  std::vector<Way> ways;
  for (const int ranks : {1, 2, 3, 7}) {
    for (const int threads : {1, 2}) {
      for (const int tile : tile_widths) {
        for (const char* device : {"serial", "omp", "tbb"}) {
          if (std::string(device) == "serial" && threads > 1) continue;
          ways.push_back({ranks, threads, tile, device});
        }
      }
    }
  }
  expect_golden(ways);
}

TEST(ContentHash, depends_on_the_seed) {
  const TemporaryFolder folder;
  const std::string arguments = "run " + reference + " --draws 40 --to 2021 -q -o ";
  ASSERT_EQ(launch(fmt::format("{} {} one.h5", PEREGRINE_BINARY, arguments), folder).exit_code, 0);
  ASSERT_EQ(
      launch(fmt::format("{} {} two.h5 --seed 282", PEREGRINE_BINARY, arguments), folder).exit_code,
      0);
  EXPECT_NE(EnsembleReader(folder.file("one.h5")).read("global_migrant_stock"),
            EnsembleReader(folder.file("two.h5")).read("global_migrant_stock"));
}

}  // namespace
}  // namespace peregrine::test
