// A file of format version 1, as the program of 2026-11 wrote it (commit 0184161), is read as ever.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

class Format1 : public testing::Test {
 protected:
  void SetUp() override {
    const std::string unpack =
        "gzip -dc '" PEREGRINE_SOURCE_DIR "/tests/store/format_1.h5.gz' > '" + path_ + "'";
    ASSERT_EQ(std::system(unpack.c_str()), 0);
  }
  const sample::TemporaryFolder folder_;
  const std::string path_ = folder_.file("old.h5");
};

TEST_F(Format1, is_verified_with_the_hash_it_was_written_with) {
  const Verification result = verify_file(path_);
  EXPECT_TRUE(result.passed());
  EXPECT_EQ(result.computed_hash,
            "d6f1d4488dc955c2d578755de7912486c3c1b53337aa3a7f1d153f4367256db0");
}

TEST_F(Format1, has_the_header_of_one_of_today) {
  const EnsembleReader reader(path_);
  EnsembleHeader expected = sample::header();
  // What later versions added.
  expected.routes.border_target.clear();
  expected.routes.border_first_entry.clear();
  const EnsembleHeader& found = reader.header();
  EXPECT_EQ(reader.format_version(), 1);
  EXPECT_EQ(found.years, expected.years);
  EXPECT_EQ(found.country_iso3, expected.country_iso3);
  EXPECT_EQ(found.country_name, expected.country_name);
  EXPECT_EQ(found.corridor_origin, expected.corridor_origin);
  EXPECT_EQ(found.corridor_destination, expected.corridor_destination);
  EXPECT_EQ(found.routes, expected.routes);
  EXPECT_EQ(found.seed, expected.seed);
  EXPECT_EQ(reader.runtime().at("simulate_seconds"), 1.5);
}

TEST_F(Format1, gives_its_numbers) {
  const EnsembleReader reader(path_);
  // 1000 times the place in the table of then, and a quarter each further.
  const std::vector<double> stock = reader.read("global_migrant_stock");
  EXPECT_EQ(stock[0], 13'000.0);
  EXPECT_EQ(stock[5], 13'001.25);
  EXPECT_TRUE(std::isnan(reader.read("global_arrivals")[0]));
  EXPECT_EQ(reader.read("campaign_active")[3], 3.0);
}

}  // namespace
}  // namespace peregrine
