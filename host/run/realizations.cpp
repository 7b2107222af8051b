#include "host/run/realizations.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "host/run/blocks.h"
#include "host/support/bytes.h"
#include "host/support/error.h"

namespace peregrine {

void copy_realizations(const EnsembleReader& from, EnsembleWriter& to, std::int64_t first) {
  std::vector<std::byte> buffer;
  for (const VariableSchema& variable : ensemble_schema()) {
    if (variable.delivery != Delivery::streamed || !is_stored(variable, from.extents())) continue;
    const std::vector<std::int64_t> shape = shape_of(variable, from.extents());
    for (std::int64_t row = 0; row < shape.front(); row += block_draws) {
      Slab slab = {std::vector<std::int64_t>(shape.size(), 0), shape};
      slab.offset.front() = row;
      slab.count.front() = std::min(block_draws, shape.front() - row);
      const std::span<const std::byte> bytes = from.read_bytes(variable.name, slab, buffer);
      to.write_rows(variable.name, first + row, slab.count.front(), bytes.data());
    }
  }
}

void add_statistics(const EnsembleReader& from, EnsembleStatistics& to, int threads) {
  try {
    to.restore_and_add(from.mergeable(), threads);
  } catch (const MalformedBytes& error) {
    throw InputError({{from.path(), 0, mergeable_group, "",
                       fmt::format("does not fit the file: {}", error.what()),
                       "make it again with `peregrine run --mergeable`"}});
  }
}

}  // namespace peregrine
