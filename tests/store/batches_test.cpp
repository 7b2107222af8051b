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
    EXPECT_EQ(batch_begin(0, draws), 0);
    EXPECT_EQ(batch_begin(batches, draws), draws);
    for (std::int64_t batch = 0; batch < batches; ++batch) {
      const std::int64_t size = draws_in_batch(batch, draws);
      EXPECT_GE(size, draws / batches) << draws;
      EXPECT_LE(size, draws / batches + 1) << draws;
      for (std::int64_t draw = batch_begin(batch, draws); draw < batch_begin(batch + 1, draws);
           ++draw) {
        EXPECT_EQ(batch_of(draw, draws), batch) << draw << " of " << draws;
      }
    }
  }
}

TEST(Batches, stay_in_order_for_as_many_draws_as_a_run_can_have) {
  const std::int64_t draws = (std::int64_t{1} << 40) - 7;
  for (std::int64_t batch = 0; batch < most_batches; ++batch) {
    EXPECT_EQ(batch_of(batch_begin(batch, draws), draws), batch);
    EXPECT_EQ(batch_of(batch_begin(batch + 1, draws) - 1, draws), batch);
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
            (std::vector<double>{2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 3, 2, 2, 2, 2, 3}));
}

}  // namespace
}  // namespace peregrine
