#include "host/store/batches.h"

#include <gtest/gtest.h>

#include "host/store/ensemble_reader.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

TEST(Batches, hold_every_draw_once_and_differ_by_one_at_most) {
  for (const std::int64_t draws : {1, 2, 15, 16, 17, 31, 33, 100, 2000, 2100}) {
    const std::int64_t batches = batch_count(draws);
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(batches), 0);
    for (std::int64_t draw = 0; draw < draws; ++draw) {
      ++sizes.at(static_cast<std::size_t>(batch_of(draw)));
    }
    for (std::int64_t batch = 0; batch < batches; ++batch) {
      const std::int64_t size = draws_in_batch(batch, draws);
      EXPECT_EQ(sizes[static_cast<std::size_t>(batch)], size) << batch << " of " << draws;
      EXPECT_GE(size, draws / batches) << draws;
      EXPECT_LE(size, draws / batches + 1) << draws;
    }
  }
}

TEST(Batches, are_counted_in_the_file) {
  const sample::TemporaryFolder folder;
  EnsembleHeader header = sample::header();
  header.draws = 35;
  sample::write_file(folder.file("e.h5"), header);
  const EnsembleReader reader(folder.file("e.h5"));
  EXPECT_EQ(reader.extent(Dimension::batch), 16);
  EXPECT_EQ(reader.read("batch_draws"),
            (std::vector<double>{3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}));
}

}  // namespace
}  // namespace peregrine
